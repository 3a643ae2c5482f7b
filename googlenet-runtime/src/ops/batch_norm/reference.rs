//! Naive batch normalisation.

use crate::Layer;
use googlenet_dsl::op::BatchNorm;

pub(super) fn batch_norm(op: &BatchNorm, layer: &Layer, input: &[f32]) -> Vec<f32> {
    let channels = layer.output_shape().channels();
    let value = |name: &str, c: usize| {
        layer
            .weight(name)
            .map(|weight| f64::from(weight.values()[c]))
    };
    let normal = |(at, x): (usize, &f32)| {
        let c = at % channels;
        let mean = value("moving_mean", c).unwrap_or(0.0);
        let deviation = (value("moving_variance", c).unwrap_or(1.0) + f64::from(op.epsilon)).sqrt();
        let normal = (f64::from(*x) - mean) / deviation;
        (value("gamma", c).unwrap_or(1.0) * normal + value("beta", c).unwrap_or(0.0)) as f32
    };
    input.iter().enumerate().map(normal).collect()
}
