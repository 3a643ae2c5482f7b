//! Scales of convolutions of 8-bit integers.

use std::sync::Arc;

/// How the values of a map are stored as 8-bit integers without sign: `x` as `round(x / scale) + zero_point`, halves to
/// the nearest even integer, limited to 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    /// Distance of two neighbouring values, above 0.
    pub(crate) scale: f32,
    /// What 0 is stored as.
    pub(crate) zero_point: u8,
}

/// Scales of a convolution or dense layer whose products are those of 8-bit integers.
///
/// A sum is an exact integer: the bias, and the products of weights with the distances of inputs from their zero point.
/// It is converted to `f32`. Where the results are 8-bit integers and the activation is none or limits values (ReLU,
/// clip), it is multiplied by `input scale * weight scale / result scale`, rounded once; what is added, as the distance
/// of its integer from its zero point, times `its scale / result scale`, rounded once, is added with a single rounding;
/// the result is limited, rounded to the nearest integer, of two the even one, and gets the zero point. Elsewhere it is
/// multiplied by `input scale * weight scale`, what is added is converted to `f32` and added, and the activation is
/// applied; 8-bit integers are then made of the quotient by their scale.
#[derive(Debug, Clone)]
pub(crate) struct Quantized {
    pub(crate) input: Scale,
    /// Scale of results that are 8-bit integers.
    pub(crate) result: Option<Scale>,
    /// Scale of what is added to such results.
    pub(crate) added: Option<Scale>,
    /// Scale of the weights of each output channel: a weight `w` is packed as `round(w / scale)`, from -127 to 127.
    pub(crate) weights: Arc<[f32]>,
    /// Bias of each output channel, in units of the input's scale times that of the channel.
    pub(crate) bias: Arc<[i32]>,
}

impl Quantized {
    /// Returns the factor of the sums of an output channel, `input scale * weight scale`, divided by the scale of the
    /// results if `of_result` is set and they have one; rounded once, and at most the largest float.
    pub(super) fn factor(&self, output: usize, of_result: bool) -> f32 {
        let unit = f64::from(self.input.scale) * f64::from(self.weights[output]);
        let result = self.result.filter(|_| of_result);
        let factor = result.map_or(unit, |result| unit / f64::from(result.scale));
        (factor as f32).min(f32::MAX)
    }

    /// Returns a weight of an output channel as it is packed.
    pub(super) fn weight(&self, weight: f32, output: usize) -> i8 {
        let stored = (weight / self.weights[output]).round_ties_even();
        stored.clamp(-127.0, 127.0) as i8
    }
}
