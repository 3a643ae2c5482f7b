//! How the limits of a result are chosen from the values that it has on the calibration images.

use super::histogram::Histogram;
use super::{entropy, mse, percentile};
use googlenet_dsl::impl_words;

/// How the limits of a result, beyond which values are clipped, are chosen from the values that it has on the calibration
/// images. `MinMax`, `Percentile` and `Entropy` are those of ONNX Runtime's calibrators, and choose the same limits from the same
/// values; its percentiles with `symmetric=False`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// The smallest and the largest value; but where only local response normalisations read the values, those of `Mse`.
    #[default]
    Auto,
    /// The smallest and the largest value: nothing is clipped on the calibration images.
    MinMax,
    /// The limits between which 99.999 % of the values lie, by a histogram of 2,048 bins.
    Percentile,
    /// The limits at which the values lose least information, by the divergence of Kullback and Leibler between their
    /// histogram of 2,048 bins and that histogram in as many steps as there are integers, 512 for both signs of values that
    /// are never negative, otherwise 256.
    Entropy,
    /// The limits, of 113 parts of the range, at which the values and their quantised forms differ least, by the mean of the
    /// squares of the differences. Where only local response normalisations read the values, the square of a difference
    /// counts by what the value is multiplied by there.
    Mse,
    /// None: scales and zero points were given, as those of another program's quantiser.
    Given,
}

impl Method {
    /// All methods of choosing limits, which [`Method::Given`] is not.
    pub const ALL: [Method; 5] = [
        Method::Auto,
        Method::MinMax,
        Method::Percentile,
        Method::Entropy,
        Method::Mse,
    ];

    /// Returns the word of the method: `auto`, `minmax`, `percentile`, `entropy`, `mse` or `given`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Auto => "auto",
            Method::MinMax => "minmax",
            Method::Percentile => "percentile",
            Method::Entropy => "entropy",
            Method::Mse => "mse",
            Method::Given => "given",
        }
    }

    /// Returns whether the method asks for a histogram of results, those that only normalisations read or others.
    pub(super) fn has_histogram(self, is_normalised: bool) -> bool {
        match self {
            Method::Auto => is_normalised,
            Method::MinMax | Method::Given => false,
            Method::Percentile | Method::Entropy | Method::Mse => true,
        }
    }

    /// Returns whether values that only normalisations read count as they are behind them.
    pub(super) fn looks_behind_normalisations(self) -> bool {
        matches!(self, Method::Auto | Method::Mse)
    }

    /// Returns the limits for the values of `histogram`, whose smallest and largest are `range`.
    pub(super) fn limits(
        self,
        histogram: &Histogram,
        range: [f32; 2],
        is_non_negative: bool,
    ) -> [f32; 2] {
        let [low, high] = match self {
            Method::MinMax | Method::Given => range,
            Method::Percentile => percentile::limits(histogram, percentile::PERCENTILE),
            Method::Entropy => entropy::limits(histogram, entropy::steps(is_non_negative)),
            Method::Auto | Method::Mse => mse::limits(histogram, range, is_non_negative),
        };
        [low.max(range[0]), high.min(range[1])]
    }
}

impl_words!(Method, "method");
