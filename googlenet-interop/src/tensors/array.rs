//! Tensors whose values lie one behind the other.

use super::element::Element;
use crate::import::values::{Stored, Values};
use std::borrow::Cow;

/// A tensor whose values lie one behind the other, the last axis innermost, each in little-endian bytes: in the bytes
/// of a file, or decoded from one.
#[derive(Debug)]
pub(crate) struct Array<'a> {
    /// Sizes, outermost axis first.
    dims: Vec<usize>,
    element: Element,
    bytes: Cow<'a, [u8]>,
}

impl<'a> Array<'a> {
    /// Creates the tensor of these bytes.
    ///
    /// # Errors
    /// A reason, if there are not as many bytes as the sizes and the type of the elements ask for.
    pub(crate) fn new(
        dims: Vec<usize>,
        element: Element,
        bytes: Cow<'a, [u8]>,
    ) -> Result<Array<'a>, String> {
        // Of other types no value is read.
        let Some(each) = element.bytes() else {
            return Ok(Array {
                dims,
                element,
                bytes,
            });
        };
        let sizes = dims.iter();
        let expected = sizes.copied().try_fold(each, usize::checked_mul);
        match expected == Some(bytes.len()) {
            true => Ok(Array {
                dims,
                element,
                bytes,
            }),
            false => Err(format!(
                "values of {element} of the shape {dims:?} are {} bytes, got {}",
                expected.map_or("too many".to_owned(), |expected| expected.to_string()),
                bytes.len()
            )),
        }
    }
}

impl Stored for Array<'_> {
    fn dims(&self) -> Vec<usize> {
        self.dims.clone()
    }

    fn values(&self) -> Values<'_> {
        match self.element {
            Element::F32 => Values::Floats(&self.bytes),
            Element::F64 => Values::Doubles(&self.bytes),
            Element::F16 => Values::Halves(&self.bytes),
            Element::BF16 => Values::Brains(&self.bytes),
            Element::Other(_) => Values::Own(Vec::new()),
        }
    }
}
