//! Naive zero padding.

use crate::Layer;
use crate::ops::reference::Grid;
use googlenet_dsl::op::ZeroPad;

pub(super) fn zero_pad(op: &ZeroPad, layer: &Layer, input: &[f32]) -> Vec<f32> {
    let (inner, outer) = (
        Grid::of(layer.input_shapes()[0]),
        Grid::of(layer.output_shape()),
    );
    let [top, left, ..] = op.edges.map(|edge| edge as usize);
    let mut result = vec![0.0; outer.len()];
    for (at, value) in input.iter().enumerate() {
        let (pixel, channel) = (at / inner.channels, at % inner.channels);
        let (row, column) = (pixel / inner.width + top, pixel % inner.width + left);
        result[(row * outer.width + column) * outer.channels + channel] = *value;
    }
    result
}
