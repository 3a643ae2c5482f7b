//! Naive layer normalisation.

use crate::ops::reference::ReferenceLayer;
use googlenet_dsl::op::LayerNorm;

pub(super) fn layer_norm(op: &LayerNorm, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let channels = layer.output_shape().channels();
    let weight = |name: &str, c: usize, otherwise: f64| {
        layer.weight(name).map_or(otherwise, |weight| weight[c])
    };
    let mut result = Vec::new();
    for pixel in input.chunks_exact(channels) {
        let mean = pixel.iter().sum::<f64>() / channels as f64;
        let squares = pixel.iter().map(|x| (x - mean).powi(2));
        let variance = squares.sum::<f64>() / channels as f64;
        let deviation = (variance + f64::from(op.epsilon)).sqrt();
        for (c, x) in pixel.iter().enumerate() {
            let normal = (x - mean) / deviation;
            result.push(weight("gamma", c, 1.0) * normal + weight("beta", c, 0.0));
        }
    }
    result
}
