//! Naive shuffle of channels.

use crate::ops::reference::ReferenceLayer;
use googlenet_dsl::op::ChannelShuffle;

pub(super) fn channel_shuffle(
    op: &ChannelShuffle,
    layer: &ReferenceLayer<'_>,
    input: &[f64],
) -> Vec<f64> {
    let channels = layer.output_shape().channels();
    let mut result = Vec::new();
    for pixel in input.chunks_exact(channels) {
        let groups: Vec<&[f64]> = pixel.chunks_exact(channels / op.groups as usize).collect();
        for at in 0..groups[0].len() {
            result.extend(groups.iter().map(|group| group[at]));
        }
    }
    result
}
