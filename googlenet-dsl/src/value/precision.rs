//! The accuracy with which results are computed.

use super::word::words;

/// The accuracy with which results are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Precision {
    /// The fastest algorithm for each convolution, which may be Winograd's. The error of each value is at most 1e-4
    /// times the root mean square of its layer's result, typically 1e-6 times.
    #[default]
    Fast,
    /// Convolutions as direct sums of products. The error of each value is at most 2e-5 times the root mean square of
    /// its layer's result.
    Strict,
}

words!(Precision, "precision", [Fast = "fast", Strict = "strict"]);
