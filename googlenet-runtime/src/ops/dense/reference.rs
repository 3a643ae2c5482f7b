//! Naive product of a vector and a matrix, summed in `f64`.

use crate::ops::reference::{ReferenceLayer, activate};
use googlenet_dsl::op::Dense;

pub(super) fn dense(dense: &Dense, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let units = dense.units as usize;
    let kernel = layer.weight("kernel").unwrap_or(&[]);
    let bias = layer.weight("bias");
    let sums = (0..units).map(|unit| {
        let start = bias.map_or(0.0, |bias| bias[unit]);
        let products = input
            .iter()
            .enumerate()
            .map(|(at, x)| x * kernel[at * units + unit]);
        start + products.sum::<f64>()
    });
    activate(dense.activation, sums.collect(), units)
}
