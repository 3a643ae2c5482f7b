//! Gradient of resized maps: the weights of [`resize`](crate::kernel::resize), transposed. No operation is fused, so that
//! the bits are the same on every processor.

use super::panels::{PanelRow, same_panels};
use super::rows::for_panels;
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::resize::{Along, Between, Resampling};
use crate::kernel::view::View;
use googlenet_dsl::plan::Region;
use std::ops::Range;

/// Stores to each pixel of `target`, a map that was resized, the sum over all pixels of `gradient` in which it has a
/// share, each multiplied by that share; row by row, and from left to right in each row. With `accumulate` adds to what
/// is there. For this thread's share of the target's rows.
///
/// # Panics
/// Panics if the regions differ in their numbers of channels or in their channel blocks, if an element type is not
/// `f32`, or if the regions overlap.
pub(crate) fn resize_gradient(
    worker: &Worker<'_>,
    gradient: &Region,
    target: &Region,
    resampling: &Resampling,
    accumulate: bool,
) {
    let (from, to) = (&gradient.layout, &target.layout);
    assert!(
        same_panels(from, to),
        "resizing keeps the channels and their blocks"
    );
    let along = |axis: usize| Along::new(resampling, axis, to.size[axis], from.size[axis]);
    for_panels(worker, to, |image, panel, rows| {
        let from = worker.run.view::<f32>(gradient, image);
        let inputs = std::slice::from_ref(gradient);
        let to = worker.run.output::<f32>(target, image, inputs);
        for y in rows {
            let down = along(0);
            let row = Row {
                gradient: &from,
                panel,
                rows: reaching(&down, y, gradient.layout.size[0]),
                down,
                across: along(1),
                y,
                to: PanelRow::of(&to, panel, y),
                width: target.layout.size[1],
                accumulate,
            };
            // SAFETY: the gradient has these rows; each row of a panel is written by one thread only, and the target was
            // checked not to overlap the gradient; the processor has the instruction set, as its features were detected
            // before `isa` was chosen.
            unsafe { entry::<Row<'_>>(worker.isa)(&row) };
        }
    });
}

/// Returns the rows of the gradient, of `count`, that lie between row `y` of the target and a neighbour of it. Places
/// only grow from row to row.
fn reaching(down: &Along<'_>, y: usize, count: usize) -> Range<usize> {
    let start = first(count, |row| down.between(row).second >= y);
    start..first(count, |row| down.between(row).first > y).max(start)
}

/// Returns the first of `count` rows for which `is_behind` returns `true`, as it does for all rows behind it; `count` if
/// there is none.
fn first(count: usize, is_behind: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        match is_behind(middle) {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    low
}

/// Returns the share that row `y` of the target has in a row of the gradient.
fn share(between: Between, y: usize) -> f32 {
    match y {
        _ if y == between.first => 1.0 - between.share,
        _ if y == between.second => between.share,
        _ => 0.0,
    }
}

/// Row of the target, and the rows of the gradient in which it has a share.
struct Row<'v> {
    gradient: &'v View<'v, f32>,
    panel: usize,
    rows: Range<usize>,
    down: Along<'v>,
    across: Along<'v>,
    y: usize,
    to: PanelRow,
    width: usize,
    accumulate: bool,
}

impl Kernel for Row<'_> {
    type Args<'a> = &'a Row<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(row: Self::Args<'_>) {
        // SAFETY: the columns lie inside both maps; the caller guarantees the rest.
        unsafe {
            if !row.accumulate {
                for x in 0..row.width {
                    row.to.store::<S>(x, S::broadcast(0.0));
                }
            }
            for outer in row.rows.clone() {
                let share = share(row.down.between(outer), row.y);
                if share == 0.0 {
                    continue;
                }
                let from = PanelRow::of(row.gradient, row.panel, outer);
                for x in 0..row.gradient.layout.size[1] {
                    let between = row.across.between(x);
                    let value = S::multiply(from.load::<S>(x), S::broadcast(share));
                    if between.share == 0.0 {
                        row.to.put::<S>(between.first, value, true);
                        continue;
                    }
                    let rest = S::multiply(value, S::broadcast(1.0 - between.share));
                    row.to.put::<S>(between.first, rest, true);
                    let second = S::multiply(value, S::broadcast(between.share));
                    row.to.put::<S>(between.second, second, true);
                }
            }
        }
    }
}
