//! The types of tensor elements in memory.

use super::word::words;

/// The type of the elements of a tensor in memory. It says how values are stored, and is independent of
/// [`Precision`](super::Precision), which says how exactly they are computed. Networks are computed with those of
/// [`DType::COMPUTED`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DType {
    /// IEEE 754 binary32.
    #[default]
    F32,
    /// bfloat16: the upper half of a binary32, with 8 bits of exponent.
    Bf16,
    /// IEEE 754 binary16.
    F16,
    /// Signed 8-bit integer.
    I8,
    /// Unsigned 8-bit integer.
    U8,
    /// Signed 32-bit integer.
    I32,
}

impl DType {
    /// The types that the results of a network can have: `f32`, and `bf16`, in which sums are `f32` and each result is
    /// rounded once, to the nearest, of two the even one.
    pub const COMPUTED: &'static [DType] = &[DType::F32, DType::Bf16];

    /// Returns the size of one element in bytes.
    #[inline]
    pub const fn size(self) -> usize {
        match self {
            DType::I8 | DType::U8 => 1,
            DType::Bf16 | DType::F16 => 2,
            DType::F32 | DType::I32 => 4,
        }
    }

    /// Returns the size of `elements` elements in bytes.
    pub const fn bytes(self, elements: usize) -> u64 {
        elements as u64 * self.size() as u64
    }
}

words!(
    DType,
    "element type",
    [
        F32 = "f32",
        Bf16 = "bf16",
        F16 = "f16",
        I8 = "i8",
        U8 = "u8",
        I32 = "i32"
    ]
);
