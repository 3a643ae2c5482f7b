//! Naive move of channels to pixels.

use crate::Layer;
use crate::ops::reference::Grid;
use googlenet_dsl::op::{ChannelOrder, DepthToSpace};

pub(super) fn depth_to_space(op: &DepthToSpace, layer: &Layer, input: &[f32]) -> Vec<f32> {
    let (from, to) = (
        Grid::of(layer.input_shapes()[0]),
        Grid::of(layer.output_shape()),
    );
    let block = op.block as usize;
    let mut result = Vec::new();
    for row in 0..to.height {
        for column in 0..to.width {
            for channel in 0..to.channels {
                let (i, j) = (row % block, column % block);
                let place = match op.order {
                    ChannelOrder::Crd => channel * block * block + i * block + j,
                    _ => (i * block + j) * to.channels + channel,
                };
                let pixel = row / block * from.width + column / block;
                result.push(input[pixel * from.channels + place]);
            }
        }
    }
    result
}
