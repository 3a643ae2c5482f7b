//! Naive move of pixels to channels.

use crate::ops::reference::{Grid, ReferenceLayer};
use googlenet_dsl::op::{ChannelOrder, SpaceToDepth};

pub(super) fn space_to_depth(
    op: &SpaceToDepth,
    layer: &ReferenceLayer<'_>,
    input: &[f64],
) -> Vec<f64> {
    let (from, to) = (
        Grid::of(layer.input_shapes()[0]),
        Grid::of(layer.output_shape()),
    );
    let block = op.block as usize;
    let mut result = vec![0.0; input.len()];
    for row in 0..from.height {
        for column in 0..from.width {
            for channel in 0..from.channels {
                let (i, j) = (row % block, column % block);
                let place = match op.order {
                    ChannelOrder::Crd => channel * block * block + i * block + j,
                    _ => (i * block + j) * from.channels + channel,
                };
                let pixel = row / block * to.width + column / block;
                result[pixel * to.channels + place] =
                    input[(row * from.width + column) * from.channels + channel];
            }
        }
    }
    result
}
