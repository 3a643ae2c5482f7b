//! Gradient of average pooling.

use super::panels::{PanelRow, check_panels, written};
use super::rows::for_panels;
use super::windows::Windows;
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Region;
use std::ops::Range;

/// Stores to `target`, or adds to it, the gradient of the input of an average pooling: for each input the sum of the
/// gradients of the windows over it, each divided by the number of elements that its mean is over, padding included with
/// `count_padding`. Computes this thread's share of the rows.
///
/// # Panics
/// Panics if the regions' channels differ, or if they overlap.
pub(crate) fn avg_pool_gradient(
    worker: &Worker<'_>,
    gradient: &Region,
    target: &Region,
    window: Window,
    count_padding: bool,
    accumulate: bool,
) {
    check_panels(gradient, target);
    let (from, to) = (gradient.layout.size, target.layout.size);
    let windows = [0, 1].map(|axis| Windows::new(window, axis, to[axis], from[axis]));
    for_panels(worker, &target.layout, |image, panel, rows| {
        let args = Args {
            gradient: worker.run.view(gradient, image),
            target: written(worker, target, image, [gradient]),
            windows,
            count_padding,
            panel,
            rows,
            accumulate,
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen. The rows
        // of the panel are written by this thread only, and the regions were checked to be disjoint.
        unsafe { entry::<Spread>(worker.isa)(&args) };
    });
}

struct Args<'a> {
    gradient: View<'a, f32>,
    target: View<'a, f32>,
    windows: [Windows; 2],
    count_padding: bool,
    panel: usize,
    rows: Range<usize>,
    accumulate: bool,
}

struct Spread;

impl Kernel for Spread {
    type Args<'a> = &'a Args<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let [down, across] = args.windows;
        // SAFETY: the windows are those of the gradient; the caller guarantees the rest.
        unsafe {
            for y in args.rows.clone() {
                let target = PanelRow::of(&args.target, args.panel, y);
                let over_row = down.over(y);
                let mut over_column = across.over(0);
                for x in 0..args.target.layout.size[1] {
                    let mut sum = S::broadcast(0.0);
                    let mut rows = over_row;
                    while let Some((row, _)) = rows.take() {
                        let gradient = PanelRow::of(&args.gradient, args.panel, row);
                        let height = down.counted(row, args.count_padding);
                        let mut columns = over_column;
                        while let Some((column, _)) = columns.take() {
                            let count = height * across.counted(column, args.count_padding);
                            let value = gradient.load::<S>(column);
                            sum = S::multiply_add(1.0 / count as f32, value, sum);
                        }
                    }
                    target.put::<S>(x, sum, args.accumulate);
                    over_column = over_column.behind();
                }
            }
        }
    }
}
