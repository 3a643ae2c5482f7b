//! Kernel that computes the means of channels of maps of narrow elements as `f32` values.

use super::Worker;
use super::number::{Number, with_number};
use googlenet_dsl::plan::{LANES, Region};

/// Stores the mean of each channel of a map, whatever the type of its elements, as an `f32` value, for this thread's share of
/// the channel blocks of all images.
///
/// # Panics
/// Panics if the output is no vector of `f32` with the channel blocks of the input, if the regions overlap, or if kernels do not
/// compute with elements of the input's type.
pub(crate) fn channel_means(worker: &Worker<'_>, input: &Region, output: &Region) {
    with_number!(input.layout.dtype, T => means_of::<T>(worker, input, output));
}

fn means_of<T: Number>(worker: &Worker<'_>, input: &Region, output: &Region) {
    let (from, to) = (&input.layout, &output.layout);
    assert!(
        from.channels == to.channels && to.size == [1, 1],
        "a mean of each channel is stored"
    );
    let [height, width] = from.size;
    let blocks = to.channels.blocks();
    let mut buffer = T::buffer();
    for at in worker.part(worker.run.images() * blocks) {
        let (image, block) = (at / blocks, to.channels.block(at % blocks));
        let source = worker.run.view::<T>(input, image);
        let mut sums = [0.0f32; LANES];
        for y in 0..height {
            let mut x = 0;
            while x < width {
                let columns = x..width.min(x.saturating_add(T::COLUMNS));
                x = columns.end;
                let part = source.row_part(block.block, y, columns);
                let values = T::values(&part, worker.isa, &mut buffer);
                for pixel in values.chunks(T::step(from)) {
                    for (sum, value) in sums.iter_mut().zip(pixel) {
                        *sum += value;
                    }
                }
            }
        }
        let target = worker
            .run
            .output::<f32>(output, image, std::slice::from_ref(input));
        // SAFETY: each block of channels is written by one thread only, and the output was checked not to overlap the input.
        let means = unsafe { target.pixel_mut(block.block, 0, 0, block.len) };
        for (mean, sum) in means.iter_mut().zip(&sums) {
            *mean = sum / (height * width) as f32;
        }
    }
}
