//! Naive transposed convolution: each pixel of the input is added where its kernel lies, in `f64`.

use crate::ops::reference::{Grid, ReferenceLayer, activate};
use googlenet_dsl::op::{ConvTranspose, Padding};

pub(in crate::ops) fn conv_transpose(
    op: &ConvTranspose,
    layer: &ReferenceLayer<'_>,
    input: &[f64],
) -> Vec<f64> {
    let (from, to) = (
        Grid::of(layer.input_shapes()[0]),
        Grid::of(layer.output_shape()),
    );
    let kernel = layer.weight("kernel").unwrap_or(&[]);
    let bias = layer.weight("bias");
    let groups = op.groups as usize;
    let (group_inputs, group_filters) = (from.channels / groups, to.channels / groups);
    let mut sums: Vec<f64> = (0..to.len())
        .map(|at| bias.map_or(0.0, |bias| bias[at % to.channels]))
        .collect();
    let cut = |axis: usize| {
        let reach = (op.window.kernel[axis] - 1) * op.window.dilation[axis] + 1;
        let total = reach.saturating_sub(op.window.stride[axis]);
        match op.window.padding {
            Padding::Same => total / 2,
            Padding::SameLower => total.div_ceil(2),
            Padding::Valid => 0,
            Padding::Explicit(edges) => edges[axis],
            _ => googlenet_dsl::no_other_variant!(Padding, 4),
        }
    };
    let place = |axis: usize, pixel: usize, tap: u32| {
        let at = pixel as u32 * op.window.stride[axis] + tap * op.window.dilation[axis];
        at.checked_sub(cut(axis)).map(|at| at as usize)
    };
    for row in 0..from.height {
        for column in 0..from.width {
            for down in 0..op.window.kernel[0] {
                for right in 0..op.window.kernel[1] {
                    let (Some(y), Some(x)) = (place(0, row, down), place(1, column, right)) else {
                        continue;
                    };
                    if y >= to.height || x >= to.width {
                        continue;
                    }
                    let tap = (down * op.window.kernel[1] + right) as usize;
                    for filter in 0..to.channels {
                        let group = filter / group_filters;
                        for channel in group * group_inputs..(group + 1) * group_inputs {
                            let weight = kernel[(tap * group_filters + filter % group_filters)
                                * from.channels
                                + channel];
                            let value =
                                input[(row * from.width + column) * from.channels + channel];
                            sums[(y * to.width + x) * to.channels + filter] += weight * value;
                        }
                    }
                }
            }
        }
    }
    activate(op.activation, sums, to.channels)
}
