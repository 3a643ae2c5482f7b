//! A tensor with its name.

use super::element::Element;
use crate::import::values::Stored;

/// A tensor of a weight file, by its name there. The values stay where they are until they are asked for.
#[derive(Debug)]
pub(crate) struct NamedTensor<'a> {
    /// Name of the tensor in the file: `layer1.0.conv1.weight`, `conv2d_1/kernel`.
    pub(crate) name: String,
    /// Type of the elements in the file. Only tensors of floats have values.
    pub(crate) element: Element,
    /// Sizes and values, in the order of the file.
    pub(crate) stored: Box<dyn Stored + 'a>,
}

impl NamedTensor<'_> {
    /// Returns whether the tensor can be a weight: whether its elements are floats.
    pub(crate) fn is_float(&self) -> bool {
        self.element.bytes().is_some()
    }
}
