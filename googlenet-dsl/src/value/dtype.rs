//! Types of elements.

use std::fmt;

/// The type of the elements of a tensor in memory. It says how values are stored, and is independent of
/// [`Precision`](super::Precision), which says how exactly they are computed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
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
    /// All of them.
    pub const ALL: [DType; 6] = [
        DType::F32,
        DType::Bf16,
        DType::F16,
        DType::I8,
        DType::U8,
        DType::I32,
    ];

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

    /// The name, in Rust's manner: `f32`, `bf16`.
    pub const fn name(self) -> &'static str {
        match self {
            DType::F32 => "f32",
            DType::Bf16 => "bf16",
            DType::F16 => "f16",
            DType::I8 => "i8",
            DType::U8 => "u8",
            DType::I32 => "i32",
        }
    }
}

impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
