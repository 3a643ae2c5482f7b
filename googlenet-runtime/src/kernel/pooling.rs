//! Maximum and average pooling.

#[cfg(target_arch = "x86_64")]
use super::isa::{Avx2, Avx512};
use super::isa::{Level, Portable};
use super::run::View;
use super::{Isa, Share};
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{LANES, Region};
use std::ops::Range;

/// The largest value under the window; padding does not count.
pub(crate) fn max_pool(share: &Share<'_>, input: &Region, output: &Region, window: Window) {
    pool(share, input, output, window, Max);
}

/// The mean of the values under the window; padding counts as zeros where `count_padding` says so.
pub(crate) fn avg_pool(
    share: &Share<'_>,
    input: &Region,
    output: &Region,
    window: Window,
    count_padding: bool,
) {
    pool(share, input, output, window, Mean { count_padding });
}

/// What becomes of the values under a window. No closures: they would not inherit the instruction set of the function
/// that they are inlined into.
trait Merge: Copy {
    /// # Safety
    /// The processor has the instruction set.
    unsafe fn merge<L: Level>(so_far: L::Vector, value: L::Vector) -> L::Vector;

    /// `inside` inputs were merged; `padded` are those with the padding.
    ///
    /// # Safety
    /// The processor has the instruction set.
    unsafe fn finish<L: Level>(self, merged: L::Vector, inside: usize, padded: usize) -> L::Vector;
}

#[derive(Clone, Copy)]
struct Max;

impl Merge for Max {
    #[inline(always)]
    unsafe fn merge<L: Level>(so_far: L::Vector, value: L::Vector) -> L::Vector {
        // SAFETY: the caller's promise.
        unsafe { L::max(value, so_far) }
    }

    #[inline(always)]
    unsafe fn finish<L: Level>(self, merged: L::Vector, _: usize, _: usize) -> L::Vector {
        merged
    }
}

#[derive(Clone, Copy)]
struct Mean {
    count_padding: bool,
}

impl Merge for Mean {
    #[inline(always)]
    unsafe fn merge<L: Level>(so_far: L::Vector, value: L::Vector) -> L::Vector {
        // SAFETY: the caller's promise.
        unsafe { L::add(so_far, value) }
    }

    #[inline(always)]
    unsafe fn finish<L: Level>(self, merged: L::Vector, inside: usize, padded: usize) -> L::Vector {
        let count = if self.count_padding { padded } else { inside };
        // SAFETY: the caller's promise.
        unsafe { L::divide(merged, L::splat(count as f32)) }
    }
}

fn pool<M: Merge>(share: &Share<'_>, input: &Region, output: &Region, window: Window, merge: M) {
    assert!(
        input.layout.channels == output.layout.channels && output.layout.channels.lanes() == LANES,
        "pooling keeps the channels and their blocks"
    );
    let [height, width] = input.layout.size;
    let edges = &[Edge::new(window, 0, height), Edge::new(window, 1, width)];
    let mut views: Option<(usize, View<'_>, View<'_>)> = None;
    share.for_rows(&output.layout, |picture, block, y| {
        let (_, source, target) = match views {
            Some((of, ..)) if of == picture => views,
            _ => None,
        }
        .unwrap_or_else(|| {
            let inputs = std::slice::from_ref(input);
            let source = share.run.view(input, picture);
            (picture, source, share.run.output(output, picture, inputs))
        });
        views = Some((picture, source, target));
        // SAFETY: the row is this thread's.
        let to = unsafe { target.row_mut(block, y) };
        let place = [block, y];
        match share.isa {
            // SAFETY: the instruction set was detected before it was chosen.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => unsafe { avx512(&source, to, edges, place, merge) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => unsafe { avx2(&source, to, edges, place, merge) },
            // SAFETY: every processor has it.
            _ => unsafe { row::<Portable, M>(&source, to, edges, place, merge) },
        }
    });
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx2,fma")]
unsafe fn avx512<M: Merge>(
    source: &View<'_>,
    to: &mut [f32],
    edges: &[Edge; 2],
    place: [usize; 2],
    merge: M,
) {
    // SAFETY: the caller's promise.
    unsafe { row::<Avx512, M>(source, to, edges, place, merge) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
unsafe fn avx2<M: Merge>(
    source: &View<'_>,
    to: &mut [f32],
    edges: &[Edge; 2],
    place: [usize; 2],
    merge: M,
) {
    // SAFETY: the caller's promise.
    unsafe { row::<Avx2, M>(source, to, edges, place, merge) }
}

/// A row of a block.
///
/// # Safety
/// The processor has the instruction set.
#[inline(always)]
unsafe fn row<L: Level, M: Merge>(
    source: &View<'_>,
    to: &mut [f32],
    [down, across]: &[Edge; 2],
    [block, y]: [usize; 2],
    merge: M,
) {
    let all_rows = down.padded(y);
    let rows = down.covered(&all_rows);
    let stride = source.layout.row_stride;
    // The rows of the window lie one behind the other in the block: the last one is there where this is.
    let first = source.row(block, rows.start);
    source.row(block, rows.end - 1);
    let outputs = to.len() / LANES;
    let inner = across.inner(outputs);
    for x in (0..inner.start).chain(inner.end..outputs) {
        let all_columns = across.padded(x);
        let inside = across.covered(&all_columns);
        let from = first[inside.start * LANES..inside.end * LANES].as_ptr();
        let to = &mut to[x * LANES..][..LANES];
        let padded = all_rows.len() * all_columns.len();
        // SAFETY: the rows and columns lie inside the block, and each window has one; a pixel has as many values as a
        // block has lanes; the instruction set is the caller's promise.
        unsafe {
            let merged = merged::<L, M>(from, stride, rows.len(), inside.len());
            let result = merge.finish::<L>(merged, rows.len() * inside.len(), padded);
            L::store(to.as_mut_ptr(), result);
        }
    }
    if inner.is_empty() {
        return;
    }
    let begin = inner.start * across.stride - across.before;
    let end = begin + (inner.len() - 1) * across.stride + across.kernel;
    let from = first[begin * LANES..end * LANES].as_ptr();
    let to = to[inner.start * LANES..inner.end * LANES].as_mut_ptr();
    let counts = [rows.len(), all_rows.len()].map(|rows| rows * across.kernel);
    let line = Line {
        from,
        to,
        row_stride: stride,
        outputs: inner.len(),
        counts,
    };
    // SAFETY: as above.
    unsafe {
        match (rows.len(), across.kernel, across.stride) {
            (3, 3, 1) => line.rolling::<L, M, 3, 1>(merge),
            (3, 3, 2) => line.rolling::<L, M, 3, 2>(merge),
            (2, 3, 1) => line.rolling::<L, M, 2, 1>(merge),
            (2, 3, 2) => line.rolling::<L, M, 2, 2>(merge),
            (rows, columns, stride) => {
                for x in 0..inner.len() {
                    let merged = merged::<L, M>(
                        from.add(x * stride * LANES),
                        line.row_stride,
                        rows,
                        columns,
                    );
                    let result = merge.finish::<L>(merged, counts[0], counts[1]);
                    L::store(to.add(x * LANES), result);
                }
            }
        }
    }
}

/// Outputs side by side whose windows lie inside the input.
struct Line {
    from: *const f32,
    to: *mut f32,
    row_stride: usize,
    outputs: usize,
    /// Inputs under each window, without and with the padding.
    counts: [usize; 2],
}

impl Line {
    /// Windows of three columns, whose columns are merged once each.
    ///
    /// # Safety
    /// The addresses are those of as many rows and columns; the processor has the instruction set.
    #[inline(always)]
    unsafe fn rolling<L: Level, M: Merge, const ROWS: usize, const STRIDE: usize>(&self, merge: M) {
        // SAFETY: the caller's promise.
        unsafe {
            let column = self.from;
            let mut first = merged::<L, M>(column, self.row_stride, ROWS, 1);
            let mut second = merged::<L, M>(column.add(LANES), self.row_stride, ROWS, 1);
            for x in 0..self.outputs {
                let at = column.add((x * STRIDE + 2) * LANES);
                let third = merged::<L, M>(at, self.row_stride, ROWS, 1);
                let all = M::merge::<L>(M::merge::<L>(first, second), third);
                let result = merge.finish::<L>(all, self.counts[0], self.counts[1]);
                L::store(self.to.add(x * LANES), result);
                if STRIDE == 1 {
                    (first, second) = (second, third);
                } else if x + 1 < self.outputs {
                    first = third;
                    second = merged::<L, M>(at.add(LANES), self.row_stride, ROWS, 1);
                }
            }
        }
    }
}

/// All values of some rows and columns, row by row.
///
/// # Safety
/// The address is that of so many rows and columns; the processor has the instruction set.
#[inline(always)]
unsafe fn merged<L: Level, M: Merge>(
    first: *const f32,
    row_stride: usize,
    rows: usize,
    columns: usize,
) -> L::Vector {
    // SAFETY: the caller's promise.
    unsafe {
        let mut result = L::load(first);
        for row in 0..rows {
            for column in 0..columns {
                if row > 0 || column > 0 {
                    let value = L::load(first.add(row * row_stride + column * LANES));
                    result = M::merge::<L>(result, value);
                }
            }
        }
        result
    }
}

/// A window along one axis of an input.
#[derive(Clone, Copy)]
struct Edge {
    kernel: usize,
    stride: usize,
    before: usize,
    after: usize,
    size: usize,
}

impl Edge {
    fn new(window: Window, axis: usize, size: usize) -> Edge {
        let [before, after] = window.axis(axis).padding(size);
        Edge {
            kernel: window.kernel[axis] as usize,
            stride: window.stride[axis] as usize,
            before,
            after,
            size,
        }
    }

    /// The rows or columns under the window of an output, counted from the first of the padding, without what lies
    /// behind the padding.
    #[inline(always)]
    fn padded(&self, place: usize) -> Range<usize> {
        let start = place * self.stride;
        start..(start + self.kernel).min(self.before + self.size + self.after)
    }

    /// Those of them that lie inside the input, counted from its first.
    #[inline(always)]
    fn covered(&self, padded: &Range<usize>) -> Range<usize> {
        let end = padded.end.saturating_sub(self.before).min(self.size);
        padded.start.saturating_sub(self.before)..end
    }

    /// Those of so many outputs whose windows lie inside the input.
    fn inner(&self, outputs: usize) -> Range<usize> {
        let start = self.before.div_ceil(self.stride).min(outputs);
        let past = (self.before + self.size + self.stride).saturating_sub(self.kernel);
        start..(past / self.stride).clamp(start, outputs)
    }
}
