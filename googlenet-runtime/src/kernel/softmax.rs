//! Kernel that computes the softmax over the channels of each pixel.

use super::Worker;
use googlenet_dsl::plan::{ChannelBlock, Region};
use std::cell::Cell;

/// Replaces the channels of each pixel by their softmax, in place, for this thread's share of the pixels of all images.
/// The region must hold `f32`; lanes without a channel are left unchanged.
pub(crate) fn softmax(worker: &Worker<'_>, region: &Region) {
    let pixels = region.layout.size[0] * region.layout.size[1];
    let width = region.layout.size[1];
    for at in worker.part(worker.run.images() * pixels) {
        let view = worker.run.output::<f32>(region, at / pixels, &[]);
        let (y, x) = (at % pixels / width, at % width);
        let lanes = |block: ChannelBlock| {
            let first = x * region.layout.pixel_stride;
            // SAFETY: each pixel is written by one thread only, and the lanes of different blocks do not overlap.
            let row = unsafe { view.pixel_mut(block.block, y, first, block.len) };
            Cell::from_mut(row).as_slice_of_cells().iter()
        };
        softmax_of(|| region.layout.channels.iter().flat_map(lanes));
    }
}

/// Replaces the values by their softmax, in place. `values` is called three times and must return an iterator over the
/// same cells each time. The maximum is subtracted first, so that no exponential overflows.
pub(crate) fn softmax_of<'v, I: Iterator<Item = &'v Cell<f32>>>(values: impl Fn() -> I) {
    let largest = values().fold(f32::NEG_INFINITY, |most, x| most.max(x.get()));
    let mut sum = 0.0f32;
    for value in values() {
        value.set((value.get() - largest).exp());
        sum += value.get();
    }
    values().for_each(|value| value.set(value.get() / sum));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_whose_exponentials_are_no_floats() {
        let mut values = [1000.0, 999.0, -1000.0, f32::MAX / -2.0];
        let cells = Cell::from_mut(values.as_mut_slice()).as_slice_of_cells();
        softmax_of(|| cells.iter());
        let [first, second] = [1.0f32, (-1.0f32).exp()].map(|x| x / (1.0 + (-1.0f32).exp()));
        assert_eq!(values, [first, second, 0.0, 0.0]);
    }
}
