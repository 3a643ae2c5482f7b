//! Maximum pooling in training: the forward pass also stores which tap of each window holds the first maximum, and the
//! backward pass gathers gradients from the windows over each input. Windows with more taps than a byte counts search
//! the maximum in the backward pass.

mod gather;
mod search;
#[cfg(test)]
mod tests;

use super::panels::{ByteRow, PanelRow, check_panels, in_blocks, written};
use super::rows::for_panels;
use super::windows::Windows;
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use gather::{Backward, gather};
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Region;
use std::ops::Range;

pub(crate) use search::searched_max_pool_gradient;

/// The windows of a pooling, vertically and horizontally.
fn windows(window: Window, input: &Region, output: &Region) -> [Windows; 2] {
    let (from, to) = (input.layout.size, output.layout.size);
    [0, 1].map(|axis| Windows::new(window, axis, from[axis], to[axis]))
}

/// Stores the largest value under each window position, or NaN if one of them is NaN, as
/// [`max_pool`](crate::kernel::max_pool) does, and to `saved` the index of the tap that holds it, row by row from 0: the
/// first of equal ones, the last that is NaN. Computes this thread's share of the rows.
///
/// # Panics
/// Panics if the window has more than 256 taps, if the regions' channels differ, or if regions overlap.
pub(crate) fn max_pool_with_taps(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    saved: &Region,
    window: Window,
) {
    check_panels(input, output);
    check_panels(saved, output);
    assert!(
        window.kernel[0] * window.kernel[1] <= 256 && saved.layout.size == output.layout.size,
        "a byte holds the index of a tap"
    );
    let windows = windows(window, input, output);
    let dilation = window.dilation.map(|dilation| dilation as usize);
    for_panels(worker, &output.layout, |image, panel, rows| {
        assert!(saved.is_disjoint(input) && saved.is_disjoint(output));
        let args = Forward {
            source: worker.run.view(input, image),
            target: written(worker, output, image, [input]),
            saved: worker.run.output(saved, image, &[]),
            windows,
            dilation,
            panel,
            rows,
        };
        let kernel = match in_blocks([input, output, saved]) {
            true => entry::<Pool<true>>(worker.isa),
            false => entry::<Pool<false>>(worker.isa),
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen. The rows
        // of the panel are written by this thread only, and the regions were checked to be disjoint.
        unsafe { kernel(&args) };
    });
}

struct Forward<'a> {
    source: View<'a, f32>,
    target: View<'a, f32>,
    saved: View<'a, u8>,
    windows: [Windows; 2],
    dilation: [usize; 2],
    panel: usize,
    rows: Range<usize>,
}

/// Number of neighbouring windows that are pooled together, as each takes many instructions that wait for one another.
const TOGETHER: usize = 4;

/// Kernel that pools some rows of a panel.
struct Pool<const BLOCKS: bool>;

impl<const BLOCKS: bool> Kernel for Pool<BLOCKS> {
    type Args<'a> = &'a Forward<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let [down, across] = args.windows;
        let width = args.target.layout.size[1];
        // SAFETY: the taps lie inside the map, at least one of each window; the caller guarantees the rest.
        unsafe {
            for y in args.rows.clone() {
                let rows = down.taps(y);
                let mut x = 0;
                while x < width {
                    let columns = across.taps(x);
                    // The taps of neighbouring windows are the same where the first and the last have all of theirs.
                    let last = x + TOGETHER - 1;
                    let whole = |taps: (usize, usize, usize)| taps.2 == across.kernel;
                    if last < width && whole(columns) && whole(across.taps(last)) {
                        pool_windows::<S, BLOCKS, TOGETHER>(args, (y, rows), (x, columns));
                        x += TOGETHER;
                    } else {
                        pool_windows::<S, BLOCKS, 1>(args, (y, rows), (x, columns));
                        x += 1;
                    }
                }
            }
        }
    }
}

/// Pools `N` neighbouring windows, the first of which is that of row `y` and column `x`, with the same taps each.
///
/// # Safety
/// The windows must be those of the target, and the taps (see [`Windows::taps`]) must lie inside the map; the rest as
/// for the kernel.
#[inline(always)]
unsafe fn pool_windows<S: Simd, const BLOCKS: bool, const N: usize>(
    args: &Forward<'_>,
    (y, (first_row, top, rows)): (usize, (usize, usize, usize)),
    (x, (first_column, left, columns)): (usize, (usize, usize, usize)),
) {
    let [down, across] = args.dilation;
    let [_, windows] = args.windows;
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let source = PanelRow::known::<BLOCKS>(&args.source, args.panel, top);
        let mut most = [S::broadcast(0.0); N];
        for (at, most) in most.iter_mut().enumerate() {
            *most = source.load::<S>(left + at * windows.stride);
        }
        let tap = first_row * windows.kernel + first_column;
        let mut index = [S::broadcast(tap as f32); N];
        for row in 0..rows {
            let source = PanelRow::known::<BLOCKS>(&args.source, args.panel, top + row * down);
            let tap = (first_row + row) * windows.kernel + first_column;
            for column in 0..columns {
                let tap = S::broadcast((tap + column) as f32);
                for at in 0..N {
                    let value = source.load::<S>(left + column * across + at * windows.stride);
                    let larger = S::if_less(most[at], value, tap, index[at]);
                    index[at] = S::if_equal(value, value, larger, tap);
                    most[at] = S::max_or_nan(value, most[at]);
                }
            }
        }
        let target = PanelRow::known::<BLOCKS>(&args.target, args.panel, y);
        let saved = ByteRow::known::<BLOCKS>(&args.saved, args.panel, y);
        for at in 0..N {
            target.store::<S>(x + at, most[at]);
            saved.store::<S>(x + at, index[at]);
        }
    }
}

/// Stores to `target`, or adds to it, the gradient of the input of a maximum pooling: for each input the sum of the
/// gradients of those windows whose `saved` tap lies on it. Computes this thread's share of the rows.
///
/// # Panics
/// Panics if the regions' channels differ, or if the target overlaps another region.
pub(crate) fn max_pool_gradient(
    worker: &Worker<'_>,
    saved: &Region,
    gradient: &Region,
    target: &Region,
    window: Window,
    accumulate: bool,
) {
    check_panels(gradient, target);
    check_panels(saved, target);
    assert!(
        saved.layout.size == gradient.layout.size,
        "a tap for each gradient"
    );
    let windows = windows(window, target, gradient);
    for_panels(worker, &target.layout, |image, panel, rows| {
        let args = Backward {
            saved: worker.run.view(saved, image),
            gradient: worker.run.view(gradient, image),
            target: written(worker, target, image, [saved, gradient]),
            windows,
            panel,
            rows,
            accumulate,
        };
        // SAFETY: as in `max_pool_with_taps`.
        unsafe { gather(worker.isa, in_blocks([saved, gradient, target]), &args) };
    });
}
