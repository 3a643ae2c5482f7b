//! Naive convolution: loops over a padded copy of the input, summed in `f64`.

use crate::ops::reference::{Grid, ReferenceLayer, activate, padded};
use googlenet_dsl::op::Conv;

pub(super) fn conv(conv: &Conv, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let output = Grid::of(layer.output_shape());
    let window = conv.window;
    let input = padded(layer.input_shapes()[0], output, window, input, 0.0, 0.0);
    let kernel = layer.weight("kernel").unwrap_or(&[]);
    let bias = layer.weight("bias");
    let [rows, columns] = window.kernel.map(|size| size as usize);
    let [down, right] = window.dilation.map(|size| size as usize);
    let groups = conv.groups as usize;
    let (group_channels, group_filters) = (input.grid.channels / groups, output.channels / groups);
    let mut result: Vec<f64> = Vec::with_capacity(output.len());
    for y in 0..output.height {
        for x in 0..output.width {
            let start = result.len();
            match bias {
                Some(bias) => result.extend_from_slice(bias),
                None => result.resize(start + output.channels, 0.0),
            }
            let sums = &mut result[start..];
            for row in 0..rows {
                for column in 0..columns {
                    for group in 0..groups {
                        let first = group * group_filters;
                        for channel in 0..group_channels {
                            let value = input.at(
                                y * window.stride[0] as usize + row * down,
                                x * window.stride[1] as usize + column * right,
                                group * group_channels + channel,
                            );
                            let weights = ((row * columns + column) * group_channels + channel)
                                * output.channels
                                + first;
                            let weights = &kernel[weights..][..group_filters];
                            let sums = &mut sums[first..][..group_filters];
                            for (sum, weight) in sums.iter_mut().zip(weights) {
                                *sum += weight * value;
                            }
                        }
                    }
                }
            }
        }
    }
    activate(conv.activation, result, output.channels)
}
