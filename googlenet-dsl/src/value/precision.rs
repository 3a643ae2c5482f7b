//! How exactly results are computed.

use super::word::words;

/// How exactly results are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Precision {
    /// By the fastest algorithm. Convolutions may be computed by transforms (Winograd), which keeps each layer within
    /// 1e-4 of its root mean square; the typical error is 1e-6 of it.
    #[default]
    Fast,
    /// As sums of products, which keeps each layer within 2e-5 of its root mean square.
    Strict,
}

words!(Precision, "precision", [Fast = "fast", Strict = "strict"]);
