//! Naive concatenation of channels.

use crate::ops::reference::ReferenceLayer;

pub(super) fn concat(layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
    let mut result = Vec::new();
    for pixel in 0..layer.output_shape().pixels() {
        for (input, shape) in inputs.iter().zip(layer.input_shapes()) {
            for channel in 0..shape.channels() {
                result.push(input[pixel * shape.channels() + channel]);
            }
        }
    }
    result
}
