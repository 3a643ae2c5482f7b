//! The types of the elements of stored tensors.

use std::fmt;

/// Type of the elements of a tensor of a weight file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Element {
    /// 32-bit floats.
    F32,
    /// 64-bit floats, which are rounded to 32 bits.
    F64,
    /// 16-bit floats (IEEE 754 binary16).
    F16,
    /// bfloat16, the upper halves of 32-bit floats.
    BF16,
    /// Integers or truth values, which no weight is; the word is the type's name in a message: `int64`.
    Other(&'static str),
}

impl Element {
    /// Returns the number of bytes of one element; `None` for types that no weight has.
    pub(crate) fn bytes(self) -> Option<usize> {
        match self {
            Element::F64 => Some(8),
            Element::F32 => Some(4),
            Element::F16 | Element::BF16 => Some(2),
            Element::Other(_) => None,
        }
    }

    /// Returns the name of the type, as NumPy and PyTorch have it: `float32`.
    pub fn as_str(self) -> &'static str {
        match self {
            Element::F32 => "float32",
            Element::F64 => "float64",
            Element::F16 => "float16",
            Element::BF16 => "bfloat16",
            Element::Other(word) => word,
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
