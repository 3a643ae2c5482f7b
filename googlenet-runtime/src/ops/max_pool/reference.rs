//! Naive maximum pooling.

use crate::ops::reference::{Grid, ReferenceLayer, max_or_nan, padded};

pub(super) fn max_pool(layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let output = Grid::of(layer.output_shape());
    let Some(window) = layer.op().window() else {
        return Vec::new();
    };
    let input = padded(
        layer.input_shapes()[0],
        output,
        window,
        input,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    );
    let mut result = Vec::with_capacity(output.len());
    for y in 0..output.height {
        for x in 0..output.width {
            for channel in 0..output.channels {
                let mut best = f64::NEG_INFINITY;
                for row in 0..window.kernel[0] {
                    for column in 0..window.kernel[1] {
                        let (row, column) = (
                            y as u32 * window.stride[0] + row * window.dilation[0],
                            x as u32 * window.stride[1] + column * window.dilation[1],
                        );
                        let value = input.at(row as usize, column as usize, channel);
                        best = max_or_nan(value, best);
                    }
                }
                result.push(best);
            }
        }
    }
    result
}
