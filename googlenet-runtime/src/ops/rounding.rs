//! Bounds on the rounding errors of operations: what the kernels add up, and through how many roundings.

use super::batch_norm::ToAffine;
use super::conv_transpose::reference::conv_transpose;
use super::reference::{ReferenceLayer, absolute};
use super::{StepWeights, operator, source_weights};
use crate::kernel::{FLUSHED, Magnitudes, PackedWeights, relative_error};
use googlenet_dsl::op::{Activation, ConvTranspose, Op};

/// Returns the magnitudes of the sums of a convolution or dense layer for one image, from which the bounds on their rounding
/// errors follow, with the batch normalisation that is fused with it; before anything else is added. `input` is in the order
/// height, width, channels. `None` if the weights are others'.
pub(crate) fn sum_magnitudes(
    sources: &StepWeights<'_>,
    packed: &PackedWeights,
    input: &[f64],
) -> Option<Magnitudes> {
    let PackedWeights::Conv(primitive) = packed else {
        return None;
    };
    Some(source_weights(sources, |source| {
        primitive.magnitudes(source, input)
    }))
}

/// Returns the magnitudes of the values of a layer's result for one image, before the activation, from which the bounds on
/// their rounding errors follow; `None` for operations that state none, and for those whose algorithm states them
/// ([`sum_magnitudes`]).
pub(crate) fn magnitudes(layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Option<Magnitudes> {
    let of_absolute = |roundings: usize| {
        let inputs: Vec<Vec<f64>> = inputs.iter().map(|values| absolute(values)).collect();
        let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
        let values = operator(layer.op()).exact(&layer.absolute(), &inputs);
        Magnitudes {
            values: absolute(&values),
            roundings,
        }
    };
    let exact = || Magnitudes {
        values: vec![0.0; layer.output_shape().len()],
        roundings: 0,
    };
    let affine = |affine: Option<crate::kernel::Affine>| {
        let affine = affine?;
        let channels = affine.factor.len();
        let value = |(at, x): (usize, &f64)| {
            let channel = at % channels;
            let terms = (x * affine.factor[channel]).abs() + affine.summand[channel].abs();
            terms + FLUSHED * (1.0 + x.abs())
        };
        Some(Magnitudes {
            values: inputs[0].iter().enumerate().map(value).collect(),
            // Of factor and summand, of the product and of the sum.
            roundings: 3,
        })
    };
    match layer.op() {
        Op::Input(_)
        | Op::MaxPool(_)
        | Op::GlobalMaxPool(_)
        | Op::ZeroPad(_)
        | Op::Activate(_)
        | Op::Dropout(_)
        | Op::Flatten(_)
        | Op::Concat(_)
        | Op::Maximum(_)
        | Op::Slice(_)
        | Op::ChannelShuffle(_)
        | Op::Reshape(_)
        | Op::SpaceToDepth(_)
        | Op::DepthToSpace(_) => Some(exact()),
        // The values are added one by one, and their sum is divided by their number.
        Op::AvgPool(pool) => {
            let [rows, columns] = pool.window.kernel;
            Some(of_absolute((rows * columns) as usize + 1))
        }
        Op::GlobalAvgPool(_) => {
            let [height, width] = layer.input_shapes()[0].spatial();
            Some(of_absolute(height * width + 1))
        }
        Op::Add(add) => {
            let factor = |slot: usize| add.scale.get(slot).map_or(1.0, |factor| f64::from(*factor));
            let mut values = vec![0.0; layer.output_shape().len()];
            for (slot, input) in inputs.iter().enumerate() {
                let terms = values.iter_mut().zip(*input);
                terms.for_each(|(sum, x)| *sum += (factor(slot) * x).abs());
            }
            Some(Magnitudes {
                values,
                roundings: inputs.len() + 1,
            })
        }
        Op::Multiply(_) => Some(of_absolute(inputs.len())),
        Op::Prelu(_) => Some(of_absolute(1)),
        Op::BatchNorm(norm) => affine(norm.affine(&layer.weights_of())),
        Op::ChannelScale(scale) => affine(scale.affine(&layer.weights_of())),
        Op::ConvTranspose(conv) => {
            let linear = ConvTranspose {
                activation: Activation::None,
                ..conv.clone()
            };
            let [rows, columns] = conv.window.kernel.map(|taps| taps as usize);
            let channels = layer.input_shapes()[0].channels() / conv.groups as usize;
            let mut weights = layer.absolute();
            for weight in weights.weights_mut().iter_mut().flatten() {
                *weight += FLUSHED;
            }
            Some(Magnitudes {
                values: conv_transpose(&linear, &weights, &absolute(inputs[0])),
                // The bias is the first term; a product may be rounded by itself.
                roundings: rows * columns * channels + 2,
            })
        }
        Op::Conv(_)
        | Op::Dense(_)
        | Op::Softmax(_)
        | Op::Lrn(_)
        | Op::L2Norm(_)
        | Op::LayerNorm(_)
        | Op::Upsample(_) => None,
        _ => googlenet_dsl::no_other_variant!(Op, 29),
    }
}

/// Returns the bounds on the errors of the softmax `values`, `channels` a pixel, of values whose errors have the bounds
/// `bounds`. If each of these moves by at most d, a probability changes by at most a factor of exp(2 d). The kernel
/// subtracts the largest value, which rounds the difference, and takes exponentials within two units in the last place,
/// which it adds one by one.
pub(crate) fn softmax_bounds(values: &[f64], bounds: &[f64], channels: usize) -> Vec<f64> {
    let pixels = values.chunks(channels).zip(bounds.chunks(channels));
    let mut result = Vec::with_capacity(values.len());
    for (values, bounds) in pixels {
        let moved = bounds.iter().copied().fold(0.0, f64::max);
        let most = values.iter().copied().fold(0.0, f64::max);
        for value in values {
            let below = (most / value.max(f64::MIN_POSITIVE)).ln() + 2.0 * moved;
            let own = relative_error(channels + 10) + relative_error(1) * 2.0 * below;
            result.push(value * (2.0 * moved + own).exp_m1() + f64::from(f32::MIN_POSITIVE));
        }
    }
    result
}
