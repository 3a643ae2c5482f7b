//! The accuracy of a session's results.

use super::word::words;

/// The accuracy of a session's results, which decides between the algorithms for convolutions. The type of elements
/// in memory, [`DType`](super::DType), is independent of it.
///
/// With either, the error of each value of a convolution, against exact arithmetic on the values that it reads, is at most
/// n 2^-24 / (1 - n 2^-24) times a sum of absolute products, as long as nothing overflows. n is the number of roundings on the
/// way of a product into the sum. On the networks and images of the tests the largest error is a few 1e-6 of the root mean
/// square of the layer's result; values of a heavy-tailed distribution bring it to some 1e-4 of that, and 1e-6 of the largest
/// value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Precision {
    /// The fastest algorithm for each convolution, which may be Winograd's. Then the sum of absolute products is that of
    /// the transforms, with their absolute factors, over the tile of at most 6x6 inputs that the value is computed from: it
    /// is at most that of the largest input of each channel under the tile times the sum of the channel's absolute weights,
    /// times 9, 16, 238 or 335 for tiles of 3x3, 4x4, 5x5 or 6x6 inputs. n is at most 20 plus the
    /// number of input channels (times that of the kernel's parts if it is long); if that is above 512, at most 550 and one
    /// for each 512.
    #[default]
    Fast,
    /// Convolutions as direct sums of products alone. The sum is that of the absolute products of the inputs under the
    /// window with their weights, of the absolute bias and of what is added. n is at most the number of products,
    /// plus one for each 512 of them, plus 4; where the sum is parted, as it is after each 512 products but in inputs that lie
    /// channel by channel, about 550.
    Strict,
}

words!(Precision, "precision", [Fast = "fast", Strict = "strict"]);
