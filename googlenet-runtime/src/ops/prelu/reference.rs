//! Naive ReLU with learned slopes.

use crate::Layer;
use googlenet_dsl::op::Prelu;

pub(super) fn prelu(op: &Prelu, layer: &Layer, input: &[f32]) -> Vec<f32> {
    let channels = layer.output_shape().channels();
    let alpha = layer.weight("alpha").expect("slopes").values();
    let value = |(at, x): (usize, &f32)| {
        let alpha = if op.shared {
            alpha[0]
        } else {
            alpha[at % channels]
        };
        if *x < 0.0 {
            (f64::from(alpha) * f64::from(*x)) as f32
        } else {
            *x
        }
    };
    input.iter().enumerate().map(value).collect()
}
