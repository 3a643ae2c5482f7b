//! Naive local response normalisation across channels.

use crate::ops::reference::ReferenceLayer;
use googlenet_dsl::op::Lrn;

pub(super) fn lrn(op: &Lrn, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let channels = layer.output_shape().channels();
    let half = (op.size as usize - 1) / 2;
    let normal = |(at, x): (usize, &f64)| {
        let (first, c) = (at - at % channels, at % channels);
        let mut squares = 0.0;
        for other in 0..channels {
            if other.abs_diff(c) <= half {
                squares += input[first + other].powi(2);
            }
        }
        let mean = squares / f64::from(op.size);
        let scale = f64::from(op.k) + f64::from(op.alpha) * mean;
        x / scale.powf(f64::from(op.beta))
    };
    input.iter().enumerate().map(normal).collect()
}
