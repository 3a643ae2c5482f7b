//! Naive ReLU with learned slopes.

use crate::ops::reference::ReferenceLayer;
use googlenet_dsl::op::Prelu;

pub(super) fn prelu(op: &Prelu, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let channels = layer.output_shape().channels();
    let alpha = layer.weight("alpha").expect("slopes");
    let value = |(at, x): (usize, &f64)| {
        let alpha = if op.shared {
            alpha[0]
        } else {
            alpha[at % channels]
        };
        if *x < 0.0 { alpha * x } else { *x }
    };
    input.iter().enumerate().map(value).collect()
}
