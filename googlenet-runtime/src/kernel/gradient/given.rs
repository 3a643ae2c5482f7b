//! Kernel that writes gradients that the caller gives.

use crate::kernel::Worker;
use googlenet_dsl::plan::Region;

/// Writes the values of all images, one behind the other, each in the order height, width, channels, to a region, or
/// adds them to what is there, for this thread's share of the rows.
///
/// # Panics
/// Panics if there are other than the region's number of values for each image.
pub(crate) fn write_given(worker: &Worker<'_>, values: &[f32], region: &Region, accumulate: bool) {
    let layout = &region.layout;
    let (len, channels) = (region.shape.len(), layout.channels.count());
    assert_eq!(
        values.len(),
        len * worker.run.images(),
        "each image has the region's number of values"
    );
    worker.for_rows(layout, |image, block, y| {
        let view = worker.run.output::<f32>(region, image, &[]);
        // SAFETY: each row is written by one thread only.
        let mut to = unsafe { view.row_mut(block, y) };
        let block = layout.channels.block(block);
        let width = layout.size[1];
        let from = &values[image * len + y * width * channels..][..width * channels];
        for (x, from) in from.chunks_exact(channels).enumerate() {
            let to = &mut to.pixel(x)[..block.len];
            for (to, from) in to.iter_mut().zip(&from[block.first..]) {
                *to = if accumulate { *to + from } else { *from };
            }
        }
    });
}
