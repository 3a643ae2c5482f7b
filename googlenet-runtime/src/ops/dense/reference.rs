//! Naive product of a vector and a matrix, summed in `f64`.

use crate::Layer;
use crate::ops::reference::activate;
use googlenet_dsl::op::Dense;

pub(super) fn dense(dense: &Dense, layer: &Layer, input: &[f32]) -> Vec<f32> {
    let units = dense.units as usize;
    let kernel = layer
        .weight("kernel")
        .map_or(&[][..], |kernel| kernel.values());
    let bias = layer.weight("bias").map(|bias| bias.values());
    let sums = (0..units).map(|unit| {
        let start = bias.map_or(0.0, |bias| f64::from(bias[unit]));
        let products = input
            .iter()
            .enumerate()
            .map(|(at, x)| f64::from(*x) * f64::from(kernel[at * units + unit]));
        start + products.sum::<f64>()
    });
    activate(dense.activation, sums.collect(), units)
}
