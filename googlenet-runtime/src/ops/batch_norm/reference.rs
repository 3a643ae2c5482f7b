//! Naive batch normalisation.

use crate::ops::reference::ReferenceLayer;
use googlenet_dsl::op::BatchNorm;

pub(super) fn batch_norm(op: &BatchNorm, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let channels = layer.output_shape().channels();
    let value = |name: &str, c: usize| layer.weight(name).map(|weight| weight[c]);
    let normal = |(at, x): (usize, &f64)| {
        let c = at % channels;
        let mean = value("moving_mean", c).unwrap_or(0.0);
        let deviation = (value("moving_variance", c).unwrap_or(1.0) + f64::from(op.epsilon)).sqrt();
        let normal = (x - mean) / deviation;
        value("gamma", c).unwrap_or(1.0) * normal + value("beta", c).unwrap_or(0.0)
    };
    input.iter().enumerate().map(normal).collect()
}
