//! Naive element-wise sum.

use crate::Layer;
use googlenet_dsl::op::Add;

pub(super) fn add(add: &Add, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32> {
    let factor = |slot: usize| add.scale.get(slot).copied().map_or(1.0, f64::from);
    let term = |(slot, input): (usize, &&[f32]), at: usize| factor(slot) * f64::from(input[at]);
    let sum = |at: usize| {
        inputs
            .iter()
            .enumerate()
            .map(|input| term(input, at))
            .sum::<f64>() as f32
    };
    (0..layer.output_shape().len()).map(sum).collect()
}
