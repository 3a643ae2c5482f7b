//! How much memory a session may take for its speed, and the algorithms that follow from it.

use super::word::words;
use super::{DType, Precision};

/// How much memory a session may take to be fast, which decides between the algorithms for convolutions as
/// [`Precision`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Memory {
    /// The fastest algorithm for each convolution, however large its packed weights and its scratch memory are.
    #[default]
    High,
    /// Algorithms alone that pack the weights as they are, and need little scratch memory: direct and depthwise
    /// convolution, whose only extra are output channels that are filled up to blocks of 16, and channel groups narrower
    /// than a block. Winograd convolution, which packs up to four times as many values and keeps transformed maps, is
    /// left out.
    Low,
}

words!(Memory, "memory", [High = "high", Low = "low"]);

/// What decides which algorithms a session takes for convolutions, beside what was measured. The default is
/// [`Precision::Fast`] with [`Memory::High`] for results of `f32`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Algorithms {
    /// How exactly results are computed.
    pub precision: Precision,
    /// How much memory may be taken for speed.
    pub memory: Memory,
    /// Type of the elements of results.
    pub dtype: DType,
}

impl Algorithms {
    /// All combinations, the default first.
    pub const ALL: &'static [Algorithms] = &[
        Algorithms::new(Precision::Fast, Memory::High),
        Algorithms::new(Precision::Fast, Memory::Low),
        Algorithms::new(Precision::Strict, Memory::High),
        Algorithms::new(Precision::Strict, Memory::Low),
        Algorithms::new(Precision::Fast, Memory::High).with_dtype(DType::Bf16),
        Algorithms::new(Precision::Fast, Memory::Low).with_dtype(DType::Bf16),
        Algorithms::new(Precision::Strict, Memory::High).with_dtype(DType::Bf16),
        Algorithms::new(Precision::Strict, Memory::Low).with_dtype(DType::Bf16),
    ];

    /// Returns the algorithms of a precision and a memory, for results of `f32`.
    pub const fn new(precision: Precision, memory: Memory) -> Algorithms {
        Algorithms {
            precision,
            memory,
            dtype: DType::F32,
        }
    }

    /// Returns the algorithms with another type of the elements of results.
    #[must_use]
    pub const fn with_dtype(self, dtype: DType) -> Algorithms {
        Algorithms { dtype, ..self }
    }

    /// Returns the algorithms with another memory.
    #[must_use]
    pub const fn with_memory(self, memory: Memory) -> Algorithms {
        Algorithms { memory, ..self }
    }

    /// Returns `true` if convolutions may be computed by transforms (Winograd).
    pub const fn transforms(self) -> bool {
        matches!(self.precision, Precision::Fast) && matches!(self.memory, Memory::High)
    }
}

impl From<Precision> for Algorithms {
    /// Returns the algorithms of a precision, with [`Memory::High`].
    fn from(precision: Precision) -> Algorithms {
        Algorithms::new(precision, Memory::High)
    }
}

impl From<DType> for Algorithms {
    /// Returns the default algorithms for a type of the elements of results.
    fn from(dtype: DType) -> Algorithms {
        Algorithms::default().with_dtype(dtype)
    }
}

impl From<Memory> for Algorithms {
    /// Returns the algorithms of a memory, with [`Precision::Fast`].
    fn from(memory: Memory) -> Algorithms {
        Algorithms::new(Precision::Fast, memory)
    }
}
