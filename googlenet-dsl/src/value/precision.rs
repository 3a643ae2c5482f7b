//! The accuracy of a session's results.

use super::word::words;

/// The accuracy of a session's results, which decides between the algorithms for convolutions. The type of elements
/// in memory, [`DType`](super::DType), is independent of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Precision {
    /// The fastest algorithm for each convolution, which may be Winograd's. In tests on whole networks each value
    /// differs from double precision by at most 1e-4 times the root mean square of its layer's result, typically by
    /// 1e-6 times.
    #[default]
    Fast,
    /// Convolutions as direct sums of products alone. In the same tests each value differs from double precision by at
    /// most 2e-5 times the root mean square of its layer's result.
    Strict,
}

words!(Precision, "precision", [Fast = "fast", Strict = "strict"]);
