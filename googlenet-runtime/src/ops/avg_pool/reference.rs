//! Naive average pooling. Elements of the padding that are not counted are marked as NaN and skipped, so that inputs
//! must not contain NaN.

use crate::ops::reference::{Grid, ReferenceLayer, padded};
use googlenet_dsl::op::AvgPool;

pub(super) fn avg_pool(op: &AvgPool, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let output = Grid::of(layer.output_shape());
    let window = op.window;
    let padding = if op.count_padding { 0.0 } else { f64::NAN };
    let input = padded(
        layer.input_shapes()[0],
        output,
        window,
        input,
        padding,
        f64::NAN,
    );
    let mut result = Vec::with_capacity(output.len());
    for y in 0..output.height {
        for x in 0..output.width {
            for channel in 0..output.channels {
                let (mut sum, mut count) = (0.0, 0.0);
                for row in 0..window.kernel[0] {
                    for column in 0..window.kernel[1] {
                        let (row, column) = (
                            y as u32 * window.stride[0] + row,
                            x as u32 * window.stride[1] + column,
                        );
                        let value = input.at(row as usize, column as usize, channel);
                        if !value.is_nan() {
                            sum += value;
                            count += 1.0;
                        }
                    }
                }
                result.push(sum / count);
            }
        }
    }
    result
}
