//! Naive move of channels to pixels.

use crate::ops::reference::{Grid, ReferenceLayer};
use googlenet_dsl::op::{ChannelOrder, DepthToSpace};

pub(super) fn depth_to_space(
    op: &DepthToSpace,
    layer: &ReferenceLayer<'_>,
    input: &[f64],
) -> Vec<f64> {
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
