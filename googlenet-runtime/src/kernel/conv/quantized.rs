//! Weights of convolutions of 8-bit integers, apart from the kernel.

use googlenet_dsl::plan::Layout;
use googlenet_dsl::value::DType;
use std::sync::Arc;

/// Scales of the weights and biases of a convolution or dense layer whose products are those of 8-bit integers. Scales and
/// zero points of maps are those of their layouts; an input of another type is rounded to integers with those of its
/// layout.
///
/// A sum is an exact integer: the bias, and the products of weights with the distances of inputs from their zero point.
/// It is converted to `f32`. Where the results are 8-bit integers and the activation is none or limits values (ReLU,
/// clip), it is multiplied by `input scale * weight scale / result scale`, rounded once; what is added, as the distance
/// of its integer from its zero point, times `its scale / result scale`, rounded once, is added with a single rounding;
/// the result is limited, rounded to the nearest integer, of two the even one, and gets the zero point. Elsewhere it is
/// multiplied by `input scale * weight scale`, what is added is converted to `f32` and added, and the activation is
/// applied; 8-bit integers are then made of the quotient by their scale.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "quantize"), allow(dead_code))]
pub(crate) struct Quantized {
    /// Scale of the weights of each output channel: an integer `w` stands for `w * scale`.
    pub(crate) weights: Arc<[f32]>,
    /// Bias of each output channel, in units of the input's scale times that of the channel.
    pub(crate) bias: Arc<[i32]>,
}

impl Quantized {
    /// Returns the factor of the sums of an output channel, `input scale * weight scale`, divided by the scale of the
    /// results if it is given; rounded once, and at most the largest float.
    pub(super) fn factor(&self, output: usize, input: f32, result: Option<f32>) -> f32 {
        let unit = f64::from(input) * f64::from(self.weights[output]);
        let factor = result.map_or(unit, |result| unit / f64::from(result));
        (factor as f32).min(f32::MAX)
    }
}

/// Returns scale and zero point of a map.
pub(super) fn scaling(layout: &Layout) -> [f32; 2] {
    [layout.scale, f32::from(layout.zero_point)]
}

/// Returns the scale of a map of 8-bit integers; `None` for others.
pub(super) fn scale_of_integers(layout: &Layout) -> Option<f32> {
    (layout.dtype == DType::U8).then_some(layout.scale)
}
