//! Maximum and average pooling.

mod edge;
mod rows;

use super::arch::{Kernel, Simd, entry};
use super::view::View;
use super::{Isa, Worker};
use edge::Edge;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{LANES, Region};
pub(super) use rows::Rows;
use std::marker::PhantomData;
use std::ops::Range;

/// The largest value under the window; padding does not count.
pub(crate) fn max_pool(worker: &Worker<'_>, input: &Region, output: &Region, window: Window) {
    pool(worker, input, output, window, Max);
}

/// The mean of the values under the window; padding counts as zeros where `count_padding` says so.
pub(crate) fn avg_pool(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    window: Window,
    count_padding: bool,
) {
    pool(worker, input, output, window, Mean { count_padding });
}

/// What becomes of the values under a window. No closures: they would not inherit the instruction set of the function
/// that they are inlined into.
trait Merge: Copy + 'static {
    /// # Safety
    /// The processor has the instruction set.
    unsafe fn merge<S: Simd>(so_far: S::Vector, value: S::Vector) -> S::Vector;

    /// `inside` inputs were merged; `padded` are those with the padding.
    ///
    /// # Safety
    /// The processor has the instruction set.
    unsafe fn finish<S: Simd>(self, merged: S::Vector, inside: usize, padded: usize) -> S::Vector;
}

#[derive(Clone, Copy)]
struct Max;

impl Merge for Max {
    #[inline(always)]
    unsafe fn merge<S: Simd>(so_far: S::Vector, value: S::Vector) -> S::Vector {
        // SAFETY: the caller's promise.
        unsafe { S::max(value, so_far) }
    }

    #[inline(always)]
    unsafe fn finish<S: Simd>(self, merged: S::Vector, _: usize, _: usize) -> S::Vector {
        merged
    }
}

#[derive(Clone, Copy)]
struct Mean {
    count_padding: bool,
}

impl Merge for Mean {
    #[inline(always)]
    unsafe fn merge<S: Simd>(so_far: S::Vector, value: S::Vector) -> S::Vector {
        // SAFETY: the caller's promise.
        unsafe { S::add(so_far, value) }
    }

    #[inline(always)]
    unsafe fn finish<S: Simd>(self, merged: S::Vector, inside: usize, padded: usize) -> S::Vector {
        let count = if self.count_padding { padded } else { inside };
        // SAFETY: the caller's promise.
        unsafe { S::divide(merged, S::broadcast(count as f32)) }
    }
}

fn pool<M: Merge>(worker: &Worker<'_>, input: &Region, output: &Region, window: Window, merge: M) {
    assert!(
        input.layout.channels == output.layout.channels && output.layout.channels.lanes() == LANES,
        "pooling keeps the channels and their blocks"
    );
    let [height, width] = input.layout.size;
    let edges = &[Edge::new(window, 0, height), Edge::new(window, 1, width)];
    let mut views: Option<(usize, View<'_, f32>, View<'_, f32>)> = None;
    worker.for_rows(&output.layout, |image, block, y| {
        let (_, source, target) = match views {
            Some((of, ..)) if of == image => views,
            _ => None,
        }
        .unwrap_or_else(|| {
            let inputs = std::slice::from_ref(input);
            let source = worker.run.view(input, image);
            (image, source, worker.run.output(output, image, inputs))
        });
        views = Some((image, source, target));
        // SAFETY: the row is this thread's.
        let to = unsafe { target.row_mut(block, y) };
        let rows = edges[0].under(y);
        // For its check alone: the rows of the window lie one behind the other in the block.
        source.row_start(block, rows.end - 1);
        let first = source.row_start(block, rows.start);
        let under = Rows::behind(first, source.layout.row_stride, width);
        // SAFETY: the rows lie inside the block; the instruction set was detected before it was chosen.
        unsafe { pool_row(worker.isa, &under, to, edges, y, merge) };
    });
}

/// Maximum pooling of rows that a kernel has just made.
#[derive(Debug)]
pub(super) struct MaxRows {
    edges: [Edge; 2],
    /// Rows of the pooled map.
    outputs: usize,
}

impl MaxRows {
    /// The pooling of a map of that size into so many rows.
    pub(super) fn new(window: Window, [height, width]: [usize; 2], outputs: usize) -> MaxRows {
        MaxRows {
            outputs,
            edges: [Edge::new(window, 0, height), Edge::new(window, 1, width)],
        }
    }

    /// The map's rows under an output row.
    pub(super) fn under(&self, y: usize) -> Range<usize> {
        self.edges[0].under(y)
    }

    /// The output rows whose windows have both a row of the map and the one before it.
    pub(super) fn over(&self, row: usize) -> Range<usize> {
        let Edge {
            kernel,
            stride,
            before,
            ..
        } = self.edges[0];
        let place = row + before;
        let start = (place + 1).saturating_sub(kernel).div_ceil(stride);
        let end = if row == 0 { 0 } else { place.div_ceil(stride) };
        start..end.min(self.outputs).max(start)
    }

    /// Writes an output row of a block, from the rows under it.
    ///
    /// # Safety
    /// The rows are as many as lie under the output row, each a block's of the map's width; the processor has the
    /// instruction set.
    pub(super) unsafe fn row(&self, isa: Isa, rows: &Rows, y: usize, to: &mut [f32]) {
        // SAFETY: the caller's promise.
        unsafe { pool_row(isa, rows, to, &self.edges, y, Max) }
    }
}

/// An output row of a block.
///
/// # Safety
/// The rows under it are as many as the window covers there, each as wide as the map; the processor has the instruction
/// set.
unsafe fn pool_row<M: Merge>(
    isa: Isa,
    rows: &Rows,
    to: &mut [f32],
    edges: &[Edge; 2],
    y: usize,
    merge: M,
) {
    // SAFETY: the caller's promise.
    unsafe { entry::<Row<M>>(isa)((rows, to, edges, y, merge)) }
}

struct Row<M>(PhantomData<M>);

impl<M: Merge> Kernel for Row<M> {
    type Args<'a> = (&'a Rows, &'a mut [f32], &'a [Edge; 2], usize, M);

    #[inline(always)]
    unsafe fn run<S: Simd>((rows, to, edges, y, merge): Self::Args<'_>) {
        // SAFETY: the caller's promise.
        unsafe { row::<S, M>(rows, to, edges, y, merge) }
    }
}

/// As [`pool_row`].
#[inline(always)]
unsafe fn row<S: Simd, M: Merge>(
    under: &Rows,
    to: &mut [f32],
    [down, across]: &[Edge; 2],
    y: usize,
    merge: M,
) {
    let all_rows = down.padded(y);
    let rows = down.covered(&all_rows);
    let outputs = to.len() / LANES;
    let inner = across.inner(outputs);
    for x in (0..inner.start).chain(inner.end..outputs) {
        let all_columns = across.padded(x);
        let inside = across.covered(&all_columns);
        let to = &mut to[x * LANES..][..LANES];
        let padded = all_rows.len() * all_columns.len();
        // SAFETY: the columns lie inside the map, and each window has one; a pixel has as many values as a block has
        // lanes; the rest is the caller's promise.
        unsafe {
            let from = under.part(inside.clone());
            let merged = merged::<S, M>(&from, 0, rows.len(), inside.len());
            let result = merge.finish::<S>(merged, rows.len() * inside.len(), padded);
            S::store(to.as_mut_ptr(), result);
        }
    }
    if inner.is_empty() {
        return;
    }
    let begin = inner.start * across.stride - across.before;
    let end = begin + (inner.len() - 1) * across.stride + across.kernel;
    let to = to[inner.start * LANES..inner.end * LANES].as_mut_ptr();
    let counts = [rows.len(), all_rows.len()].map(|rows| rows * across.kernel);
    let line = Inner {
        from: under.part(begin..end),
        to,
        outputs: inner.len(),
        counts,
    };
    // SAFETY: as above.
    unsafe {
        match (rows.len(), across.kernel, across.stride) {
            (3, 3, 1) => line.rolling::<S, M, 3, 1>(merge),
            (3, 3, 2) => line.rolling::<S, M, 3, 2>(merge),
            (2, 3, 1) => line.rolling::<S, M, 2, 1>(merge),
            (2, 3, 2) => line.rolling::<S, M, 2, 2>(merge),
            (rows, columns, stride) => {
                for x in 0..inner.len() {
                    let merged = merged::<S, M>(&line.from, x * stride, rows, columns);
                    let result = merge.finish::<S>(merged, counts[0], counts[1]);
                    S::store(to.add(x * LANES), result);
                }
            }
        }
    }
}

/// Outputs side by side whose windows lie inside the input.
struct Inner {
    from: Rows,
    to: *mut f32,
    outputs: usize,
    /// Inputs under each window, without and with the padding.
    counts: [usize; 2],
}

impl Inner {
    /// Windows of three columns, whose columns are merged once each.
    ///
    /// # Safety
    /// The addresses are those of as many rows and columns; the processor has the instruction set.
    #[inline(always)]
    unsafe fn rolling<S: Simd, M: Merge, const ROWS: usize, const STRIDE: usize>(&self, merge: M) {
        const { assert!(ROWS <= Rows::NEAR) };
        // SAFETY: the caller's promise.
        unsafe {
            let mut first = merged::<S, M>(&self.from, 0, ROWS, 1);
            let mut second = merged::<S, M>(&self.from, 1, ROWS, 1);
            for x in 0..self.outputs {
                let column = x * STRIDE + 2;
                let third = merged::<S, M>(&self.from, column, ROWS, 1);
                let all = M::merge::<S>(M::merge::<S>(first, second), third);
                let result = merge.finish::<S>(all, self.counts[0], self.counts[1]);
                S::store(self.to.add(x * LANES), result);
                if STRIDE == 1 {
                    (first, second) = (second, third);
                } else if x + 1 < self.outputs {
                    first = third;
                    second = merged::<S, M>(&self.from, column + 1, ROWS, 1);
                }
            }
        }
    }
}

/// All values of some rows and columns, row by row.
///
/// # Safety
/// There are so many rows and columns; the processor has the instruction set.
#[inline(always)]
unsafe fn merged<S: Simd, M: Merge>(
    from: &Rows,
    column: usize,
    rows: usize,
    columns: usize,
) -> S::Vector {
    // SAFETY: the caller's promise.
    unsafe {
        let mut result = S::load(from.at(0).add(column * LANES));
        for row in 0..rows {
            for at in 0..columns {
                if row > 0 || at > 0 {
                    let value = S::load(from.at(row).add((column + at) * LANES));
                    result = M::merge::<S>(result, value);
                }
            }
        }
        result
    }
}
