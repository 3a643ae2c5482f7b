//! Bounds on rounding errors.
//!
//! An operation of `f32` that rounds gives `v (1 + d)` with `|d| <= u` for a result `v` that is not subnormal, and `v + e`
//! with `|e| <= 2^-150` for one that is; `u = 2^-24` is the unit roundoff. So a term that passes through n roundings on its
//! way into a sum is off by at most `u n / (1 - u n)` times its magnitude, and the sum by at most that times the sum of
//! the magnitudes of all terms (Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, 2002, lemma 3.1 and
//! section 4.2), as long as nothing overflows. Each algorithm states the largest n of its terms, and their magnitudes.

use googlenet_dsl::op::Elementwise;

/// Unit roundoff of `f32`, 2^-24.
const UNIT: f64 = f32::EPSILON as f64 / 2.0;

/// Smallest normal number of `f32`, 2^-126. A rounding errs by at most the unit roundoff times the magnitude of its result,
/// or times this number if that is larger.
pub(super) const SMALLEST: f64 = f32::MIN_POSITIVE as f64;

/// What counts in place of a weight that is subnormal and therefore packed as zero: the smallest normal number divided by the
/// unit roundoff, 2^-102.
pub(crate) const FLUSHED: f64 = SMALLEST / UNIT;

/// Bounds on the rounding errors of the values of a result.
#[derive(Debug, Clone)]
pub(crate) struct Magnitudes {
    /// For each value the sum of the absolute values of its terms.
    pub(crate) values: Vec<f64>,
    /// Largest number of roundings that a term passes through.
    pub(crate) roundings: usize,
}

impl Magnitudes {
    /// Returns the bound on the error of each value.
    pub(crate) fn bounds(&self) -> Vec<f64> {
        let factor = relative_error(self.roundings);
        let bound = |value: &f64| factor * (value + SMALLEST);
        self.values.iter().map(bound).collect()
    }
}

/// Returns the largest relative error of a term that passes through some roundings.
pub(crate) fn relative_error(roundings: usize) -> f64 {
    let error = roundings as f64 * UNIT;
    error / (1.0 - error)
}

/// Returns the bound on the error of an activation's result, where that of its argument is `bound` and the exact result is
/// `value`: the function's largest slope times the error of the argument, and the error of the function itself, of at most
/// five units in the last place, or of two roundings for those that are lines.
pub(crate) fn activated(function: Elementwise, bound: f64, value: f64) -> f64 {
    let of = |slope: f64, roundings: usize| {
        let moved = slope * bound;
        moved + relative_error(roundings) * (value.abs() + moved)
    };
    // What the functions of `vector_math` take for zero.
    let tail = 4e-36;
    match function {
        Elementwise::None | Elementwise::Relu | Elementwise::Relu6 | Elementwise::Clip { .. } => {
            bound
        }
        Elementwise::LeakyRelu { slope } => of(f64::from(slope).abs().max(1.0), 1) + SMALLEST,
        Elementwise::Elu { alpha } => of(f64::from(alpha).abs().max(1.0), 10) + tail,
        Elementwise::Sigmoid => of(0.25, 10) + tail,
        Elementwise::HardSigmoid { alpha, beta } => {
            // The line is steep where it is between 0 and 1, and its terms cancel.
            let terms = 1.0 + 2.0 * f64::from(beta).abs();
            f64::from(alpha).abs() * bound + relative_error(2) * terms
        }
        Elementwise::Tanh | Elementwise::Softplus => of(1.0, 10) + tail,
        Elementwise::Swish | Elementwise::Gelu { .. } => of(1.13, 10) + tail,
        Elementwise::HardSwish => of(1.5, 5) + SMALLEST,
        _ => googlenet_dsl::no_other_variant!(Elementwise, 13),
    }
}
