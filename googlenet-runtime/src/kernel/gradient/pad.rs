//! Gradient of rows and columns around a map: each pixel of the map gets the sum over its copies.

use super::panels::{PanelRow, same_panels};
use super::rows::for_panels;
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::copies::padded_from;
use googlenet_dsl::op::PadMode;
use googlenet_dsl::plan::Region;

/// Stores to each pixel of `target`, a map that was padded, the sum over all pixels of `gradient` that came from it, row
/// by row, and in each row its own place first; with `accumulate` adds the sum to what is there. `edges` and `mode` are
/// those of [`zero_pad`](crate::kernel::zero_pad). For this thread's share of the target's rows.
///
/// # Panics
/// Panics if channel blocks differ, if the gradient is too small, if an element type is not `f32`, or if the regions
/// overlap.
pub(crate) fn zero_pad_gradient(
    worker: &Worker<'_>,
    gradient: &Region,
    target: &Region,
    (edges, mode): ([u32; 4], PadMode),
    accumulate: bool,
) {
    let [top, left, ..] = edges.map(|edge| edge as usize);
    let ([outer_rows, columns], [height, width]) = (gradient.layout.size, target.layout.size);
    assert!(
        same_panels(&gradient.layout, &target.layout)
            && outer_rows >= top + height
            && columns >= left + width,
        "padding keeps the channels, and the map fits"
    );
    for_panels(worker, &target.layout, |image, panel, rows| {
        let from = worker.run.view::<f32>(gradient, image);
        let inputs = std::slice::from_ref(gradient);
        let to = worker.run.output::<f32>(target, image, inputs);
        for y in rows {
            let to = PanelRow::of(&to, panel, y);
            let mut accumulate = accumulate;
            for outer in 0..outer_rows {
                if padded_from(mode, outer, top, height) != Some(y) {
                    continue;
                }
                let row = Row {
                    from: PanelRow::of(&from, panel, outer),
                    to,
                    columns,
                    left,
                    width,
                    mode,
                    accumulate,
                };
                // SAFETY: the rows have these columns; each row of a panel is written by one thread only, and the
                // target was checked not to overlap the gradient; the processor has the instruction set, as its
                // features were detected before `isa` was chosen.
                unsafe { entry::<Row>(worker.isa)(&row) };
                accumulate = true;
            }
        }
    });
}

/// Row of the gradient, and the row of the target to which it belongs.
struct Row {
    from: PanelRow,
    to: PanelRow,
    /// Number of columns of the gradient.
    columns: usize,
    /// Columns of the gradient in front of the map's first.
    left: usize,
    /// Number of columns of the target.
    width: usize,
    mode: PadMode,
    accumulate: bool,
}

impl Kernel for Row {
    type Args<'a> = &'a Row;

    #[inline(always)]
    unsafe fn run<S: Simd>(row: Self::Args<'_>) {
        let Row {
            from,
            to,
            left,
            width,
            ..
        } = *row;
        // SAFETY: the caller guarantees the rows and the instruction set.
        unsafe {
            for x in 0..width {
                to.put::<S>(x, from.load::<S>(left + x), row.accumulate);
            }
            for outer in 0..row.columns {
                if outer.wrapping_sub(left) < width {
                    continue;
                }
                if let Some(x) = padded_from(row.mode, outer, left, width) {
                    to.put::<S>(x, from.load::<S>(outer), true);
                }
            }
        }
    }
}
