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
    (view.row(holder.block, y)[at..].as_ptr(), holder.len - at)
}

/// Values of `len` neighbouring channels of `width` pixels, which are stored to other pixels or added to them.
pub(super) struct Copied {
    /// Address of the first pixel's first channel; `None` for zeros.
    pub(super) from: Option<*const f32>,
    /// Number of values from a pixel to the next.
    pub(super) from_step: usize,
    /// Address of the first channel of the first pixel that is written.
    pub(super) to: *mut f32,
    pub(super) to_step: usize,
    /// Number of channels, 1 to [`LANES`].
    pub(super) len: usize,
    pub(super) width: usize,
    /// Number by which each value is multiplied.
    pub(super) factor: f32,
    /// Whether values are added to those that are there.
    pub(super) accumulate: bool,
}

impl Copied {
    /// Copies the values.
    ///
    /// # Safety
    /// Each pixel must be valid, and nobody else may access what is written or write what is read.
    pub(super) unsafe fn run(&self, worker: &Worker<'_>) {
        if self.accumulate && self.from.is_none() {
            return;
        }
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen; the
        // caller guarantees the rest.
        unsafe { entry::<Copy>(worker.isa)(self) };
    }
}

struct Copy;

impl Kernel for Copy {
    type Args<'a> = &'a Copied;

    #[inline(always)]
    unsafe fn run<S: Simd>(copied: Self::Args<'_>) {
        let Copied {
            to, to_step, len, ..
        } = *copied;
        // SAFETY: the caller guarantees the pixels and the instruction set.
        unsafe {
            let Some(from) = copied.from else {
                for x in 0..copied.width {
                    S::store_part(to.add(x * to_step), S::broadcast(0.0), len);
                }
                return;
            };
            let step = copied.from_step;
            if len == 1 {
                for x in 0..copied.width {
                    let (to, value) = (to.add(x * to_step), copied.factor * *from.add(x * step));
                    *to = if copied.accumulate {
                        *to + value
                    } else {
                        value
                    };
                }
                return;
            }
            let factor = S::broadcast(copied.factor);
            for x in 0..copied.width {
                let (from, to) = (from.add(x * step), to.add(x * to_step));
                let value = S::multiply(load_first::<S>(from, len), factor);
                let value = match copied.accumulate {
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
