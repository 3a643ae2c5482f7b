//! Access to the values of a tensor of a weight file.

use googlenet_dsl::float::{brain, half};
use std::fmt;

/// A tensor of a weight file, whose values are not converted before [`Stored::values`] is called.
pub(crate) trait Stored: fmt::Debug + Send + Sync {
    /// Returns the tensor's sizes in the file, outermost axis first.
    fn dims(&self) -> Vec<usize>;

    /// Returns `true` if the tensor can serve as one of the shape `shape`. The default requires equal sizes. An
    /// implementation may accept other sizes with the same product; the import then reshapes the tensor to `shape`.
    fn fits(&self, shape: &[usize]) -> bool {
        self.dims() == shape
    }

    /// Returns the values in the order of the file, the last axis innermost.
    fn values(&self) -> Values<'_>;

    /// Returns whether the file has whole numbers times scales.
    fn has_scales(&self) -> bool {
        false
    }

    /// Returns the scale of each value, if the file has whole numbers times scales.
    fn scales(&self) -> Option<Values<'_>> {
        None
    }

    /// Returns the whole numbers that times their scales are the values, if the file has such.
    fn integers(&self) -> Option<Vec<i64>> {
        None
    }
}

/// Values of a tensor, each of which can be read by its index.
pub(crate) enum Values<'a> {
    /// Bytes of contiguous 32-bit floats, little-endian.
    Floats(&'a [u8]),
    /// Bytes of contiguous 64-bit floats, little-endian.
    Doubles(&'a [u8]),
    /// Bytes of contiguous 16-bit floats (IEEE 754 binary16), little-endian.
    Halves(&'a [u8]),
    /// Bytes of contiguous bfloat16 values, the upper halves of 32-bit floats, little-endian.
    Brains(&'a [u8]),
    /// This number of values that all are the same.
    Same(f32, usize),
    /// Decoded values, for a file that does not store them contiguously as little-endian floats.
    Own(Vec<f32>),
}

impl Values<'_> {
    /// Returns the number of values.
    pub(crate) fn len(&self) -> usize {
        match self {
            Values::Floats(bytes) => bytes.len() / 4,
            Values::Doubles(bytes) => bytes.len() / 8,
            Values::Halves(bytes) | Values::Brains(bytes) => bytes.len() / 2,
            Values::Same(_, len) => *len,
            Values::Own(values) => values.len(),
        }
    }

    /// Returns the value at index `at` (counted in values, from 0), rounded to 32 bits.
    ///
    /// # Panics
    /// The index is out of range.
    pub(crate) fn get(&self, at: usize) -> f32 {
        match self {
            Values::Floats(bytes) => float(bytes, at),
            Values::Doubles(bytes) => double(bytes, at),
            Values::Halves(bytes) => half(u16::from_le_bytes(bytes.as_chunks::<2>().0[at])),
            Values::Brains(bytes) => brain(u16::from_le_bytes(bytes.as_chunks::<2>().0[at])),
            Values::Same(value, len) => {
                assert!(at < *len, "value {at} of {len}");
                *value
            }
            Values::Own(values) => values[at],
        }
    }
}

/// Returns the 32-bit float at index `at` (counted in floats) of contiguous little-endian ones.
///
/// # Panics
/// The index is out of range.
pub(crate) fn float(bytes: &[u8], at: usize) -> f32 {
    let (values, _) = bytes.as_chunks::<4>();
    f32::from_le_bytes(values[at])
}

/// Returns the 64-bit float at index `at` (counted in floats) of contiguous little-endian ones, rounded to 32 bits.
///
/// # Panics
/// The index is out of range.
pub(crate) fn double(bytes: &[u8], at: usize) -> f32 {
    let (values, _) = bytes.as_chunks::<8>();
    f64::from_le_bytes(values[at]) as f32
}
