//! Rows of the panels of a target, divided among the threads, and copies of neighbouring channels along a row.

use super::panels::panels;
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use googlenet_dsl::plan::{LANES, Layout};
use std::ops::Range;

/// Calls `work` with the indices of image and panel, and a range of rows, for this thread's share of the rows of all
/// panels of all images.
pub(super) fn for_panels(
    worker: &Worker<'_>,
    layout: &Layout,
    mut work: impl FnMut(usize, usize, Range<usize>),
) {
    let (rows, panels) = (layout.size[0], panels(&layout.channels));
    let own = worker.part(worker.run.images() * panels * rows);
    let mut at = own.start;
    while at < own.end {
        let y = at % rows;
        let end = rows.min(y + own.end - at);
        work(at / rows / panels, at / rows % panels, y..end);
        at += end - y;
    }
}

/// Returns the address of a channel in the first pixel of row `y`, and the number of channels, this one included, that
/// lie side by side from there on.
///
/// # Panics
/// Panics if the map has no such channel or row.
pub(super) fn channel_at(view: &View<'_, f32>, channel: usize, y: usize) -> (*const f32, usize) {
    let holder = view.layout.channels.holding(channel);
    let at = channel - holder.first;
    (
        view.address(holder.block, y).wrapping_add(at).cast_const(),
        holder.len - at,
    )
}

/// Values of `len` neighbouring channels of a row of pixels, which are stored to other pixels or added to them.
#[derive(Clone, Copy)]
pub(super) struct Copied {
    /// Address of the first pixel's first channel; `None` for zeros.
    pub(super) from: Option<*const f32>,
    /// Address of the first channel of the first pixel that is written.
    pub(super) to: *mut f32,
    /// Number of channels, 1 to [`LANES`].
    pub(super) len: usize,
}

/// How the pixels of copies lie, which are the same for all of them.
#[derive(Clone, Copy)]
pub(super) struct CopiedRows {
    /// Number of values from a pixel to the next, of what is read and of what is written.
    pub(super) steps: [usize; 2],
    pub(super) width: usize,
    /// Number of rows, and of values from a row to the next, of what is read and of what is written.
    pub(super) rows: usize,
    pub(super) row_steps: [usize; 2],
    /// Number by which each value is multiplied.
    pub(super) factor: f32,
    /// Whether values are added to those that are there.
    pub(super) accumulate: bool,
}

impl CopiedRows {
    /// Copies all values of some channels; `parts` are those of the first row.
    ///
    /// # Safety
    /// Each pixel must be valid, and nobody else may access what is written or write what is read.
    pub(super) unsafe fn run(&self, worker: &Worker<'_>, parts: &[Copied]) {
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen; the
        // caller guarantees the rest.
        unsafe { entry::<CopyRows>(worker.isa)((self, parts)) };
    }
}

struct CopyRows;

impl Kernel for CopyRows {
    type Args<'a> = (&'a CopiedRows, &'a [Copied]);

    #[inline(always)]
    unsafe fn run<S: Simd>((rows, parts): Self::Args<'_>) {
        let [from_row, to_row] = rows.row_steps;
        for y in 0..rows.rows {
            for part in parts {
                let from = part.from.map(|from| from.wrapping_add(y * from_row));
                // SAFETY: the caller guarantees the pixels and the instruction set.
                unsafe { copy_row::<S>(rows, from, part.to.wrapping_add(y * to_row), part.len) };
            }
        }
    }
}

/// Copies one row of `len` channels.
///
/// # Safety
/// As for [`CopiedRows::run`]; the processor must have the instruction set `S`.
#[inline(always)]
unsafe fn copy_row<S: Simd>(rows: &CopiedRows, from: Option<*const f32>, to: *mut f32, len: usize) {
    let [step, to_step] = rows.steps;
    // SAFETY: the caller guarantees the pixels and the instruction set.
    unsafe {
        let Some(from) = from else {
            if !rows.accumulate {
                for x in 0..rows.width {
                    S::store_part(to.add(x * to_step), S::broadcast(0.0), len);
                }
            }
            return;
        };
        if len == 1 {
            for x in 0..rows.width {
                let (to, value) = (to.add(x * to_step), rows.factor * *from.add(x * step));
                *to = if rows.accumulate { *to + value } else { value };
            }
            return;
        }
        let factor = S::broadcast(rows.factor);
        for x in 0..rows.width {
            let (from, to) = (from.add(x * step), to.add(x * to_step));
            let value = S::multiply(load_first::<S>(from, len), factor);
            let value = match rows.accumulate {
                true => S::add(load_first::<S>(to, len), value),
                false => value,
            };
            match len {
                LANES => S::store(to, value),
                _ => S::store_part(to, value, len),
            }
        }
    }
}

/// Loads the first `len` values; the other lanes are unspecified.
///
/// # Safety
/// The processor must have the instruction set `S`, and `from` must be valid for `len` values, 1 to [`LANES`].
#[inline(always)]
pub(super) unsafe fn load_first<S: Simd>(from: *const f32, len: usize) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match len {
            LANES => S::load(from),
            _ => S::load_part(from, len),
        }
    }
}
