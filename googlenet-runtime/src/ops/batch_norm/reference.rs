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

/// Normalises the images of a batch with mean and variance of each channel over all of them.
#[cfg(feature = "train")]
pub(super) fn with_statistics_of_batch(
    op: &BatchNorm,
    layer: &ReferenceLayer<'_>,
    images: &[Vec<&[f64]>],
) -> Vec<Vec<f64>> {
    let channels = layer.output_shape().channels();
    let value = |name: &str, c: usize| layer.weight(name).map(|weight| weight[c]);
    let mut results: Vec<Vec<f64>> = images.iter().map(|image| image[0].to_vec()).collect();
    for c in 0..channels {
        let of_channel = || {
            images
                .iter()
                .flat_map(|image| image[0][c..].iter().step_by(channels))
        };
        let count = of_channel().count() as f64;
        let mean = of_channel().sum::<f64>() / count;
        let squares = of_channel().map(|x| (x - mean).powi(2));
        let deviation = (squares.sum::<f64>() / count + f64::from(op.epsilon)).sqrt();
        for result in &mut results {
            for x in result[c..].iter_mut().step_by(channels) {
                let normal = (*x - mean) / deviation;
                let gamma = value("gamma", c).unwrap_or(1.0);
                *x = gamma * normal + value("beta", c).unwrap_or(0.0);
            }
        }
    }
    results
}
