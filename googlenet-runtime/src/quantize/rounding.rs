//! How weights are rounded to 8-bit integers.

use googlenet_dsl::impl_words;

/// How weights are rounded to integers, with the scale of their output channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rounding {
    /// Each to the nearest integer.
    Nearest,
    /// One after the other, each so that it makes up for what those before it changed in the sums of the calibration images:
    /// GPTQ (Frantar et al., "Accurate post-training quantization for generative pre-trained transformers", 2023). Layers
    /// whose sums have more than 8,191 products are rounded to nearest.
    #[default]
    Gptq,
}

impl Rounding {
    /// All ways to round.
    pub const ALL: [Rounding; 2] = [Rounding::Nearest, Rounding::Gptq];

    /// Returns the word of the rounding: `nearest` or `gptq`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Rounding::Nearest => "nearest",
            Rounding::Gptq => "gptq",
        }
    }
}

impl_words!(Rounding, "rounding");
