//! Weights of convolutions and dense layers as 8-bit integers.

use super::noise::Noise;
use super::quantization::Quantization;
use crate::kernel::SourceWeights;
use googlenet_dsl::graph::LayerId;

/// Largest magnitude of a quantised weight.
pub(super) const LARGEST: i8 = 127;

/// The weights of a convolution or dense layer with 8-bit integers, a scale for each output channel, and a bias in units of
/// the input's scale times that of the weights. A batch normalisation and a factor of the same step are folded in.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct QuantizedWeights {
    /// Id of the layer.
    pub layer: LayerId,
    /// Path of the layer.
    pub name: String,
    /// Sizes of the kernel's axes, those of the layer's own kernel: output channels last.
    pub shape: Vec<usize>,
    /// The kernel in the order of [`Weight::values`](crate::weights::Weight::values), from -127 to 127.
    pub kernel: Vec<i8>,
    /// Scale of each output channel: a weight stands for `kernel * scale`. Normal numbers above 0.
    pub scales: Vec<f32>,
    /// Bias of each output channel, in units of the scale of the input times that of the channel.
    pub bias: Vec<i32>,
}

/// What became of weights.
#[derive(Debug, Clone, Copy)]
pub(super) struct WeightFacts {
    /// Number of output channels whose weights are all 0.
    pub(super) zero_channels: usize,
    /// Number of output channels whose scale was raised so that the bias fits 32 bits.
    pub(super) coarse_channels: usize,
    pub(super) snr_db: Option<f64>,
}

impl QuantizedWeights {
    /// Quantises the weights of a layer whose input has the quantisation `input`. They must be finite.
    pub(super) fn of(
        layer: LayerId,
        name: &str,
        shape: &[usize],
        source: &SourceWeights<'_>,
        input: Quantization,
    ) -> (QuantizedWeights, WeightFacts) {
        let outputs = shape[shape.len() - 1];
        let products = source.kernel.len() / outputs;
        let mut largest = vec![0.0_f32; outputs];
        for (at, _) in source.kernel.iter().enumerate() {
            let output = at % outputs;
            largest[output] = largest[output].max(source.weight(at, output).abs());
        }
        let sums = products as i64 * i64::from(LARGEST) * input.reach();
        // Of sums that could fill 32 bits by themselves the bias keeps the digits of an `f32`.
        let room = (i64::from(i32::MAX) - sums).max(1 << 24) as f64;
        let mut coarse_channels = 0;
        let scale = |output: usize| {
            let own = f64::from(largest[output]) / f64::from(LARGEST);
            let bias = f64::from(source.bias(output).abs());
            let least = bias / f64::from(input.scale) / room * (1.0 + 1e-6);
            coarse_channels += usize::from(least > own && own > 0.0);
            match own.max(least) {
                0.0 => 1.0,
                scale => (scale as f32).clamp(f32::MIN_POSITIVE, f32::MAX),
            }
        };
        let scales: Vec<f32> = (0..outputs).map(scale).collect();
        let mut noise = Noise::default();
        let kernel = source.kernel.iter().enumerate().map(|(at, _)| {
            let output = at % outputs;
            let weight = source.weight(at, output);
            let stored = stored_weight(weight, scales[output]);
            noise.pair(weight, f32::from(stored) * scales[output]);
            stored
        });
        let kernel = kernel.collect();
        let bias = |output: usize| {
            let unit = f64::from(input.scale) * f64::from(scales[output]);
            // What is beyond 32 bits saturates.
            (f64::from(source.bias(output)) / unit).round_ties_even() as i32
        };
        let weights = QuantizedWeights {
            layer,
            name: name.to_owned(),
            shape: shape.to_vec(),
            kernel,
            bias: (0..outputs).map(bias).collect(),
            scales,
        };
        let facts = WeightFacts {
            zero_channels: largest.iter().filter(|largest| **largest == 0.0).count(),
            coarse_channels,
            snr_db: noise.snr_db(),
        };
        (weights, facts)
    }

    /// Quantises weights again, with given scales, times what is folded in, and a given bias, where that is the one of
    /// `source` to the precision of an `f32`. Returns also the number of output channels whose scale was raised.
    pub(super) fn rescaled(
        mut self,
        source: &SourceWeights<'_>,
        input: Quantization,
        scales: &[f32],
        bias_given: Option<&[i32]>,
    ) -> (QuantizedWeights, usize) {
        let outputs = self.outputs();
        let mut is_zero: Vec<bool> = (0..outputs).map(|at| source.bias(at) == 0.0).collect();
        for at in 0..self.kernel.len() {
            is_zero[at % outputs] &= source.weight(at, at % outputs) == 0.0;
        }
        let mut is_own = vec![false; outputs];
        for (output, is_own) in is_own.iter_mut().enumerate() {
            let factor = source.affine.map_or(1.0, |affine| affine.factor[output]);
            let scale = (f64::from(scales[output]) * factor.abs()) as f32;
            // The own scale is the least one with which weights and bias are not clipped.
            let most = f64::from(self.scales[output]) * f64::from(LARGEST);
            let is_enough = (most / f64::from(scale)).round() <= f64::from(LARGEST);
            let fits = scale.is_normal() && (is_zero[output] || is_enough);
            *is_own = !fits && !is_zero[output] && self.scales[output] != scale;
            if fits {
                self.scales[output] = scale;
            }
        }
        for (at, stored) in self.kernel.iter_mut().enumerate() {
            let output = at % outputs;
            *stored = stored_weight(source.weight(at, output), self.scales[output]);
        }
        for (output, is_own) in is_own.iter().enumerate() {
            let unit = f64::from(input.scale) * f64::from(self.scales[output]);
            let bias = f64::from(source.bias(output));
            let exact = bias_given.and_then(|bias| bias.get(output).copied());
            let exact = exact.filter(|exact| {
                let near = (f64::from(*exact) * unit - bias).abs();
                !is_own && near <= unit / 2.0 + bias.abs() * 2.0 * f64::from(f32::EPSILON)
            });
            self.bias[output] = exact.unwrap_or_else(|| (bias / unit).round_ties_even() as i32);
        }
        let raised = is_own.into_iter().filter(|own| *own).count();
        (self, raised)
    }

    /// Returns the number of output channels.
    pub fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// Returns the size in bytes of kernel, scales and bias.
    pub fn bytes(&self) -> usize {
        self.kernel.len()
            + size_of::<f32>() * self.scales.len()
            + size_of::<i32>() * self.bias.len()
    }

    /// Returns the factor of the sums of an output channel: `input scale * weight scale`, divided by that of `result` if it is
    /// given, rounded once. At most the largest float.
    pub fn factor(&self, output: usize, input: Quantization, result: Option<Quantization>) -> f32 {
        let unit = f64::from(input.scale) * f64::from(self.scales[output]);
        let factor = result.map_or(unit, |result| unit / f64::from(result.scale));
        (factor as f32).min(f32::MAX)
    }

    /// Returns the first output channel of which a sum could exceed 32 bits, whatever the input; `None` if there is none.
    pub(super) fn overflow(&self, input: Quantization) -> Option<usize> {
        let outputs = self.outputs();
        let mut sums: Vec<i64> = self
            .bias
            .iter()
            .map(|bias| i64::from(*bias).abs())
            .collect();
        for (at, weight) in self.kernel.iter().enumerate() {
            sums[at % outputs] += i64::from(*weight).abs() * input.reach();
        }
        sums.iter().position(|sum| *sum > i64::from(i32::MAX))
    }
}

fn stored_weight(weight: f32, scale: f32) -> i8 {
    let limit = f32::from(LARGEST);
    let stored = (weight / scale).round_ties_even();
    stored.clamp(-limit, limit) as i8
}
