//! Helpers of the naive references, which compute in `f64`: layers with their weights, padded copies of maps, and
//! activations. Kernels do not use this code.

use super::LayerWeights;
use super::softmax::reference::softmax;
use crate::Layer;
use googlenet_dsl::op::{Activation, Elementwise, Op, Padding, Window};
use googlenet_dsl::shape::Shape;

/// A layer as the naive references read it: shapes, and weights in `f64`.
#[derive(Debug, Clone)]
pub(crate) struct ReferenceLayer<'l> {
    layer: &'l Layer,
    /// Values of each weight tensor, in the order of [`Layer::weights`].
    weights: Vec<Vec<f64>>,
}

impl<'l> ReferenceLayer<'l> {
    pub(crate) fn of(layer: &'l Layer) -> ReferenceLayer<'l> {
        let values = |values: &[f32]| values.iter().copied().map(f64::from).collect();
        let weights = layer.weights().iter();
        ReferenceLayer {
            layer,
            weights: weights.map(|weight| values(weight.values())).collect(),
        }
    }

    pub(crate) fn op(&self) -> &'l Op {
        self.layer.op()
    }

    /// Returns the layer with the absolute values of its weights.
    pub(super) fn absolute(&self) -> ReferenceLayer<'l> {
        let weights = self.weights.iter();
        ReferenceLayer {
            layer: self.layer,
            weights: weights.map(|values| absolute(values)).collect(),
        }
    }

    pub(super) fn weights_of(&self) -> LayerWeights<'l> {
        LayerWeights::of(self.layer)
    }

    pub(super) fn input_shapes(&self) -> &'l [Shape] {
        self.layer.input_shapes()
    }

    pub(crate) fn output_shape(&self) -> Shape {
        self.layer.output_shape()
    }

    /// Returns the values of the weight tensor `name`, last axis innermost; `None` if the layer has no such tensor.
    pub(super) fn weight(&self, name: &str) -> Option<&[f64]> {
        let names = self.layer.weights().iter().map(|weight| weight.name());
        let at = names.into_iter().position(|of| of == name)?;
        Some(&self.weights[at])
    }

    /// Returns the values of all weight tensors for writing, in the order of [`Layer::weights`].
    pub(crate) fn weights_mut(&mut self) -> &mut [Vec<f64>] {
        &mut self.weights
    }
}

/// Returns the absolute values.
pub(super) fn absolute(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| value.abs()).collect()
}

/// What the result of a layer in training depends on beside its inputs and weights.
#[cfg(feature = "train")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReferenceTraining {
    /// Seed of the random numbers of the layer in this step.
    #[allow(dead_code)]
    pub(crate) seed: u64,
    /// Whether the layer runs as in inference, batch normalisation with its moving statistics and dropout as the
    /// identity.
    #[allow(dead_code)]
    pub(crate) inference: bool,
}

/// Height, width and channels of a map; a vector counts as a map of one pixel.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) channels: usize,
}

/// Copy of the map of one image with padding around it, dense, in the order height, width, channels.
pub(super) struct Padded {
    /// Height, width and channels of the copy: with the padding, and with the rows and columns that [`padded`] adds at
    /// the end where windows reach further.
    pub(super) grid: Grid,
    values: Vec<f64>,
}

impl Grid {
    pub(super) fn of(shape: Shape) -> Grid {
        let [height, width] = shape.spatial();
        Grid {
            height,
            width,
            channels: shape.channels(),
        }
    }

    pub(super) fn len(self) -> usize {
        self.height * self.width * self.channels
    }
}

impl Padded {
    pub(super) fn at(&self, row: usize, column: usize, channel: usize) -> f64 {
        self.values[(row * self.grid.width + column) * self.grid.channels + channel]
    }
}

/// Returns a copy of the map `input`, which has the shape `shape`, with the padding of `window` around it, filled with
/// the value `with`. For [`Padding::Same`] the padding follows TensorFlow's rule for the size of `output`, with the odd
/// row or column at the end, for [`Padding::SameLower`] at the beginning. If the windows of `output` reach beyond the
/// padded map, rows and columns filled with the value `beyond` are added at the end.
pub(super) fn padded(
    shape: Shape,
    output: Grid,
    window: Window,
    input: &[f64],
    with: f64,
    beyond: f64,
) -> Padded {
    let inner = Grid::of(shape);
    let reach = |at: usize, outputs: usize| {
        let last = (outputs - 1) * window.stride[at] as usize;
        last + (window.kernel[at] as usize - 1) * window.dilation[at] as usize + 1
    };
    let reaches = [reach(0, output.height), reach(1, output.width)];
    let edges = |at: usize, inputs: usize| match window.padding {
        Padding::Valid => (0, 0),
        Padding::Same => {
            let total = reaches[at].max(inputs) - inputs;
            (total / 2, total - total / 2)
        }
        Padding::SameLower => {
            let total = reaches[at].max(inputs) - inputs;
            (total.div_ceil(2), total / 2)
        }
        Padding::Explicit(edges) => (edges[at] as usize, edges[at + 2] as usize),
        _ => googlenet_dsl::no_other_variant!(Padding, 4),
    };
    let ((top, bottom), (left, right)) = (edges(0, inner.height), edges(1, inner.width));
    let (rows, columns) = (top + inner.height + bottom, left + inner.width + right);
    let grid = Grid {
        height: rows.max(reaches[0]),
        width: columns.max(reaches[1]),
        channels: inner.channels,
    };
    let mut values = Vec::with_capacity(grid.len());
    for row in 0..grid.height {
        for column in 0..grid.width {
            let (y, x) = (row.wrapping_sub(top), column.wrapping_sub(left));
            if y < inner.height && x < inner.width {
                let from = (y * inner.width + x) * inner.channels;
                values.extend_from_slice(&input[from..from + inner.channels]);
            } else {
                let with = if row < rows && column < columns {
                    with
                } else {
                    beyond
                };
                values.extend(std::iter::repeat_n(with, inner.channels));
            }
        }
    }
    Padded { grid, values }
}

/// Returns the larger of two values, or NaN if one of them is NaN.
pub(super) fn max_or_nan(a: f64, b: f64) -> f64 {
    if a > b || a.is_nan() { a } else { b }
}

/// Returns the result of a layer for one image: `activation` applied to `sums`, the values before it. `channels` is the number of channels of each pixel, over which softmax is computed.
pub(super) fn activate(activation: Activation, sums: Vec<f64>, channels: usize) -> Vec<f64> {
    let mut sums = sums;
    match activation.elementwise() {
        Some(function) => sums.iter_mut().for_each(|x| *x = apply(function, *x)),
        None => softmax(&mut sums, channels),
    }
    sums
}

/// Returns the value of an element-wise function at `x`.
pub(crate) fn apply(function: Elementwise, x: f64) -> f64 {
    match function {
        Elementwise::None => x,
        Elementwise::Relu if x < 0.0 => 0.0,
        Elementwise::Relu => x,
        Elementwise::Relu6 => x.clamp(0.0, 6.0),
        Elementwise::LeakyRelu { slope } if x < 0.0 => f64::from(slope) * x,
        Elementwise::LeakyRelu { .. } => x,
        Elementwise::Elu { alpha } if x < 0.0 => f64::from(alpha) * x.exp_m1(),
        Elementwise::Elu { .. } => x,
        Elementwise::Clip { low, high } => x.clamp(low.into(), high.into()),
        Elementwise::Sigmoid => sigmoid(x),
        Elementwise::HardSigmoid { alpha, beta } => {
            (f64::from(alpha) * x + f64::from(beta)).clamp(0.0, 1.0)
        }
        Elementwise::Tanh => x.tanh(),
        Elementwise::Swish => x * sigmoid(x),
        Elementwise::HardSwish => x * (x + 3.0).clamp(0.0, 6.0) / 6.0,
        Elementwise::Gelu { approximate: false } => x * 0.5 * erfc(-x / 2.0f64.sqrt()),
        Elementwise::Gelu { approximate: true } => {
            // (1 + tanh(u)) / 2 is the sigmoid of 2u, without cancellation.
            let u = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x.powi(3));
            x * sigmoid(2.0 * u)
        }
        Elementwise::Softplus => x.max(0.0) + (-x.abs()).exp().ln_1p(),
        _ => googlenet_dsl::no_other_variant!(Elementwise, 13),
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Returns the complementary error function, by the power series of the error function or, where that cancels, by the
/// continued fraction of Laplace.
fn erfc(x: f64) -> f64 {
    let scale = 2.0 / std::f64::consts::PI.sqrt() * (-x * x).exp();
    if x < -2.0 {
        2.0 - erfc(-x)
    } else if x < 2.0 {
        // erf(x) = scale * (x + 2 x^3 / 3 + 4 x^5 / 15 + ...), all of one sign.
        let (mut term, mut sum) = (x, x);
        for odd in (3..200).step_by(2) {
            term *= 2.0 * x * x / f64::from(odd);
            sum += term;
        }
        1.0 - scale * sum
    } else {
        let mut fraction = x;
        for numerator in (1..200).rev() {
            fraction = x + f64::from(numerator) / 2.0 / fraction;
        }
        scale / 2.0 / fraction
    }
}
