//! Zeros in the pixels that no tap of a window reaches.

use crate::kernel::Worker;
use googlenet_dsl::op::AxisGradient;
use googlenet_dsl::plan::Region;

/// Writes zeros to all pixels of the rows and of the columns that `zeros` has, in all images, for this thread's share of
/// the rows.
///
/// # Panics
/// Panics if the region lies outside its memory or in the caller's input, or if its elements are not `f32`.
pub(super) fn clear_pixels(worker: &Worker<'_>, region: &Region, zeros: &[Vec<AxisGradient>; 2]) {
    let [rows, columns] = zeros;
    if rows.is_empty() && columns.is_empty() {
        return;
    }
    let (width, step) = (region.layout.size[1], region.layout.pixel_stride);
    worker.for_rows(&region.layout, |image, block, y| {
        let view = worker.run.output::<f32>(region, image, &[]);
        let len = region.layout.channels.block(block).len;
        let clear = |x: usize| {
            // SAFETY: other threads write other pixels: the parts of the gradient are disjoint, and each row of those
            // in no part is one thread's.
            unsafe { view.pixel_mut(block, y, x * step, len) }.fill(0.0);
        };
        if rows
            .iter()
            .any(|rows| rows.first <= y && (y - rows.first) % rows.step == 0)
        {
            (0..width).for_each(clear);
        } else {
            for columns in columns {
                (0..columns.count).for_each(|at| clear(columns.first + at * columns.step));
            }
        }
    });
}
