//! Why layers of a quantised network keep their weights in `f32`.

use googlenet_dsl::impl_words;

/// Why a convolution or dense layer keeps its weights in `f32`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kept {
    /// It is a convolution that reads the network's input
    /// ([`QuantizeOptions::quantize_first`](super::QuantizeOptions::quantize_first)).
    Input,
    /// It was asked for ([`QuantizeOptions::keep_f32`](super::QuantizeOptions::keep_f32)).
    Asked,
    /// Its sums could exceed 32 bits.
    Overflow,
    /// For a higher agreement with the network in `f32`.
    Agreement,
}

impl Kept {
    /// All reasons.
    pub const ALL: [Kept; 4] = [Kept::Input, Kept::Asked, Kept::Overflow, Kept::Agreement];

    /// Returns the word of the reason: `input`, `asked`, `overflow` or `agreement`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kept::Input => "input",
            Kept::Asked => "asked",
            Kept::Overflow => "overflow",
            Kept::Agreement => "agreement",
        }
    }

    /// Returns the reason in words for readers, such as `reads the input`.
    pub const fn reason(self) -> &'static str {
        match self {
            Kept::Input => "reads the input",
            Kept::Asked => "as asked for",
            Kept::Overflow => "sums could exceed 32 bits",
            Kept::Agreement => "for the agreement",
        }
    }
}

impl_words!(Kept, "reason");
