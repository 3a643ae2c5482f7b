//! Naive division by the Euclidean norm.

use crate::ops::reference::ReferenceLayer;
use googlenet_dsl::op::L2Norm;

pub(super) fn l2_norm(op: &L2Norm, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let mut result = Vec::new();
    for pixel in input.chunks_exact(layer.output_shape().channels()) {
        let squares: f64 = pixel.iter().map(|x| x.powi(2)).sum();
        let norm = squares.sqrt();
        let divisor = match norm < f64::from(op.epsilon) {
            true => f64::from(op.epsilon),
            false => norm,
        };
        result.extend(pixel.iter().map(|x| x / divisor));
    }
    result
}
