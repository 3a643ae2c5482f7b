//! Naive layer normalisation.

use crate::Layer;
use googlenet_dsl::op::LayerNorm;

pub(super) fn layer_norm(op: &LayerNorm, layer: &Layer, input: &[f32]) -> Vec<f32> {
    let channels = layer.output_shape().channels();
    let weight = |name: &str, c: usize, otherwise: f64| {
        let weight = layer.weight(name);
        weight.map_or(otherwise, |weight| f64::from(weight.values()[c]))
    };
    let mut result = Vec::new();
    for pixel in input.chunks_exact(channels) {
        let mean = pixel.iter().copied().map(f64::from).sum::<f64>() / channels as f64;
        let squares = pixel.iter().map(|x| (f64::from(*x) - mean).powi(2));
        let variance = squares.sum::<f64>() / channels as f64;
        let deviation = (variance + f64::from(op.epsilon)).sqrt();
        for (c, x) in pixel.iter().enumerate() {
            let normal = (f64::from(*x) - mean) / deviation;
            result.push((weight("gamma", c, 1.0) * normal + weight("beta", c, 0.0)) as f32);
        }
    }
    result
}
