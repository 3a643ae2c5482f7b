//! Naive element-wise sum.

use crate::ops::reference::ReferenceLayer;
use googlenet_dsl::op::Add;

pub(super) fn add(add: &Add, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
    let factor = |slot: usize| add.scale.get(slot).copied().map_or(1.0, f64::from);
    let term = |(slot, input): (usize, &&[f64]), at: usize| factor(slot) * input[at];
    let sum = |at: usize| {
        inputs
            .iter()
            .enumerate()
            .map(|input| term(input, at))
            .sum::<f64>()
    };
    (0..layer.output_shape().len()).map(sum).collect()
}
