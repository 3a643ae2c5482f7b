//! A sum by its definition.

use crate::Layer;
use crate::ops::reference::activate;
use googlenet_dsl::op::Add;

pub(super) fn add(add: &Add, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32> {
    let sum = |at: usize| inputs.iter().map(|input| f64::from(input[at])).sum();
    let sums = (0..layer.output_shape().len()).map(sum);
    activate(
        add.activation,
        sums.collect(),
        layer.output_shape().channels(),
    )
}
