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
    let mut result = Vec::with_capacity(output.len());
    for y in 0..output.height {
        for x in 0..output.width {
            for filter in 0..output.channels {
                let mut sum = bias.map_or(0.0, |bias| bias[filter]);
                for row in 0..rows {
                    for column in 0..columns {
                        for channel in 0..group_channels {
                            let weight = kernel[((row * columns + column) * group_channels
                                + channel)
                                * output.channels
                                + filter];
                            let value = input.at(
                                y * window.stride[0] as usize + row * down,
                                x * window.stride[1] as usize + column * right,
                                filter / group_filters * group_channels + channel,
                            );
                            sum += weight * value;
                        }
                    }
                }
                result.push(sum);
            }
        }
    }
    activate(conv.activation, result, output.channels)
}
