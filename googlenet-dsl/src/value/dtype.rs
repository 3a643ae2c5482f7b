//! Types of elements.

use super::word::words;

/// The type of the elements of a tensor in memory. It says how values are stored, and is independent of
/// [`Precision`](super::Precision), which says how exactly they are computed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DType {
    /// IEEE 754 binary32.
    #[default]
    F32,
    /// The upper half of a binary32.
    Bf16,
    /// IEEE 754 binary16.
    F16,
    /// Signed, of eight bits.
    I8,
    /// Unsigned, of eight bits.
    U8,
    /// Signed, of 32 bits.
    I32,
}

impl DType {
    /// Bytes of an element.
    pub const fn size(self) -> usize {
        match self {
            DType::I8 | DType::U8 => 1,
            DType::Bf16 | DType::F16 => 2,
            DType::F32 | DType::I32 => 4,
        }
    }

    /// Bytes of so many elements.
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
