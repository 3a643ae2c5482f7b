//! Softmax.

use super::Share;
use googlenet_dsl::plan::{Block, Region};

/// Softmax over the channels of each pixel, in place.
pub(crate) fn softmax(share: &Share<'_>, region: &Region) {
    let pixels = region.layout.size[0] * region.layout.size[1];
    let width = region.layout.size[1];
    for at in share.part(share.run.pictures() * pixels) {
        let view = share.run.output(region, at / pixels, &[]);
        let (y, x) = (at % pixels / width, at % width);
        let lanes = |block: Block| {
            let first = x * region.layout.pixel_stride;
            // SAFETY: each pixel is one thread's, and these are other lanes than those of the other blocks.
            let row = unsafe { view.pixel_mut(block.block, y, first, block.len) };
            row.iter_mut()
        };
        let blocks = || region.layout.channels.iter().flat_map(lanes);
        let largest = blocks().fold(f32::NEG_INFINITY, |most, x| most.max(*x));
        let mut sum = 0.0f32;
        for value in blocks() {
            *value = (*value - largest).exp();
            sum += *value;
        }
        blocks().for_each(|value| *value /= sum);
    }
}
