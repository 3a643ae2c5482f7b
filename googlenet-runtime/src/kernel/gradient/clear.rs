//! Kernel that clears a region.

use crate::kernel::Worker;
use googlenet_dsl::plan::Region;

/// Sets all values of a region, of all images, to zero, for this thread's share of the rows. The border stays as it is.
pub(crate) fn clear(worker: &Worker<'_>, region: &Region) {
    worker.for_rows(&region.layout, |image, block, y| {
        let view = worker.run.output::<f32>(region, image, &[]);
        // SAFETY: each row is written by one thread only.
        unsafe { view.whole_row_mut(block, y) }.fill(0.0);
    });
}
