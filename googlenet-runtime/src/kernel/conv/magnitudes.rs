//! Magnitudes of the terms of direct sums of products, from which the bounds on their rounding errors follow.

use super::descriptor::ConvDescriptor;
use super::source_weights::PackSource;
use crate::kernel::rounding::FLUSHED;

/// Number of roundings of a term of a convolution beside those of its sum: of a weight with its folded batch
/// normalisation, of a product where an instruction set has no fused multiply-add, and of the addition of what an
/// epilogue adds, each of them at most one.
pub(super) const ROUNDINGS: usize = 3;

/// Returns the sum of absolute products and of the absolute bias of each output of one image, in the order height, width,
/// channels, as `input` is. The batch normalisation is folded in.
pub(super) fn sums(
    descriptor: &ConvDescriptor,
    source: &PackSource<'_>,
    input: &[f64],
) -> Vec<f64> {
    let window = descriptor.window;
    let [height, width] = descriptor.input.size;
    let channels = descriptor.input.channels.count();
    let outputs = descriptor.output.channels.count();
    let [of_group, group_outputs] = descriptor.channels_per_group();
    let [top, left, ..] = descriptor.reach;
    let biases = biases(source, outputs);
    let mut result = Vec::with_capacity(descriptor.pixels() * outputs);
    for pixel in 0..descriptor.pixels() {
        let place = [
            pixel / descriptor.output.size[1],
            pixel % descriptor.output.size[1],
        ];
        let mut sums = biases.clone();
        for tap in 0..(window.kernel[0] * window.kernel[1]) as usize {
            let tap = [
                tap / window.kernel[1] as usize,
                tap % window.kernel[1] as usize,
            ];
            let at = [0, 1].map(|axis| {
                place[axis] * window.stride[axis] as usize
                    + tap[axis] * window.dilation[axis] as usize
            });
            let (row, column) = (at[0].wrapping_sub(top), at[1].wrapping_sub(left));
            if row >= height || column >= width {
                continue;
            }
            let values = &input[(row * width + column) * channels..][..channels];
            for (channel, value) in values.iter().enumerate() {
                let (group, channel) = (channel / of_group, channel % of_group);
                let sums = &mut sums[group * group_outputs..][..group_outputs];
                let from = source.kernel.position(tap, group, channel, 0);
                for (output, sum) in sums.iter_mut().enumerate() {
                    let weight = source.kernel.values[from + output * source.kernel.output];
                    let weight = f64::from(weight) * factor(source, group * group_outputs + output);
                    *sum += (weight.abs() + FLUSHED) * value.abs();
                }
            }
        }
        result.extend(sums);
    }
    result
}

/// Returns the magnitude of the initial value of each output channel's sum: that of the bias times the factor of the batch
/// normalisation, plus that of its summand.
pub(super) fn biases(source: &PackSource<'_>, outputs: usize) -> Vec<f64> {
    let bias = |output: usize| {
        let bias = source
            .weights
            .bias
            .map_or(0.0, |bias| f64::from(bias[output]));
        let summand = source
            .weights
            .affine
            .map_or(0.0, |affine| affine.summand[output]);
        (bias * factor(source, output)).abs() + summand.abs() + FLUSHED
    };
    (0..outputs).map(bias).collect()
}

/// Returns the factor of the batch normalisation for an output channel.
pub(super) fn factor(source: &PackSource<'_>, output: usize) -> f64 {
    let affine = source.weights.affine;
    affine.map_or(1.0, |affine| affine.factor[output])
}
