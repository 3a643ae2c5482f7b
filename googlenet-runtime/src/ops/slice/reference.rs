//! Naive copy of some of the channels.

use crate::Layer;
use googlenet_dsl::op::Slice;

pub(super) fn slice(op: &Slice, layer: &Layer, input: &[f32]) -> Vec<f32> {
    let [from, to] = op.channels.map(|end| end as usize);
    let pixels = input.chunks_exact(layer.input_shapes()[0].channels());
    pixels.flat_map(|pixel| pixel[from..to].to_vec()).collect()
}
