//! Naive copy of some of the channels.

use crate::ops::reference::ReferenceLayer;
use googlenet_dsl::op::Slice;

pub(super) fn slice(op: &Slice, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let [from, to] = op.channels.map(|end| end as usize);
    let pixels = input.chunks_exact(layer.input_shapes()[0].channels());
    pixels.flat_map(|pixel| pixel[from..to].to_vec()).collect()
}
