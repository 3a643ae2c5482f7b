//! Maximum and average pooling: of maps in memory, and of rows that a convolution with a fused pooling has just
//! computed.

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

/// Stores the largest value under each window position, or NaN if one of them is NaN, for this thread's share of the
/// output's rows; padding is ignored.
///
/// # Panics
/// Panics if the channel blocks of the regions differ or do not have 16 lanes, if an element type is not `f32`, or if
/// the regions overlap.
pub(crate) fn max_pool(worker: &Worker<'_>, input: &Region, output: &Region, window: Window) {
    pool(worker, input, output, window, Max);
}

/// Stores the mean of the values under each window position, for this thread's share of the output's rows. With
/// `count_padding`, padding counts as zeros; otherwise only values inside the input count. Positions beyond the
/// padding, as with sizes that are rounded up, never count.
///
/// # Panics
/// Panics where [`max_pool`] panics.
pub(crate) fn avg_pool(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    window: Window,
    count_padding: bool,
) {
    pool(worker, input, output, window, Mean { count_padding });
}

/// Reduction over the values under a pooling window: maximum or mean. A trait instead of closures, as closures do not
/// inherit the instruction set of the function that they are inlined into.
trait Merge: Copy + 'static {
    /// Combines the result so far, `so_far`, with one more value, lane by lane.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn merge<S: Simd>(so_far: S::Vector, value: S::Vector) -> S::Vector;

    /// Turns the combined value into the output. `inside` is the number of pixels under the window inside the input,
    /// `padded` the number of pixels with the padding included.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn finish<S: Simd>(self, merged: S::Vector, inside: usize, padded: usize) -> S::Vector;
}

#[derive(Clone, Copy)]
struct Max;

impl Merge for Max {
    #[inline(always)]
    unsafe fn merge<S: Simd>(so_far: S::Vector, value: S::Vector) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::max_or_nan(value, so_far) }
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
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::add(so_far, value) }
    }

    #[inline(always)]
    unsafe fn finish<S: Simd>(self, merged: S::Vector, inside: usize, padded: usize) -> S::Vector {
        let count = if self.count_padding { padded } else { inside };
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::divide(merged, S::broadcast(count as f32)) }
    }
}

/// Pools this thread's share of the output's rows with the reduction `merge`; panics as [`max_pool`] does.
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
        // SAFETY: the row is written by this thread only.
        let to = unsafe { target.row_mut(block, y) };
        let rows = edges[0].under(y);
        // Called for its bounds check only: the last row under the window, like the first one below, lies inside the
        // block.
        source.row_start(block, rows.end - 1);
        let first = source.row_start(block, rows.start);
        let under = Rows::strided(first, source.layout.row_stride, width);
        // SAFETY: the rows under the window lie inside the block, as checked above; the processor has the instruction
        // set, as its features were detected before `isa` was chosen.
        unsafe { pool_row(worker.isa, &under, to, edges, y, merge) };
    });
}

/// Maximum pooling of rows of a convolution's map, for a pooling that is fused with the convolution.
#[derive(Debug)]
pub(super) struct MaxRows {
    /// Window along the vertical and the horizontal axis of the convolution's map.
    edges: [Edge; 2],
    /// Number of rows of the pooled map.
    outputs: usize,
}

impl MaxRows {
    /// Creates the pooling of a map of that height and width into a map of `outputs` rows.
    pub(super) fn new(window: Window, [height, width]: [usize; 2], outputs: usize) -> MaxRows {
        MaxRows {
            outputs,
            edges: [Edge::new(window, 0, height), Edge::new(window, 1, width)],
        }
    }

    /// Returns the range of rows of the convolution's map, padding left out, that the windows of row `y` of the pooled
    /// map cover.
    pub(super) fn under(&self, y: usize) -> Range<usize> {
        self.edges[0].under(y)
    }

    /// Returns the rows of the pooled map whose windows cover both row `row` of the convolution's map and the row
    /// before; an empty range if there is none, or if `row` is 0.
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

    /// Computes row `y` of one channel block of the pooled map. `rows` are the rows of the convolution's map under the
    /// windows, padding left out; `to` is the row's memory, with `LANES` values for each pixel.
    ///
    /// # Safety
    /// `rows` must have as many rows as the window covers at `y`, each as wide as the map; the processor must have the
    /// instruction set.
    pub(super) unsafe fn row(&self, isa: Isa, rows: &Rows, y: usize, to: &mut [f32]) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { pool_row(isa, rows, to, &self.edges, y, Max) }
    }
}

/// Computes output row `y` of a channel block from `rows`, the rows of the map under its windows, padding left out.
/// `edges` are the vertical and the horizontal window; `to` has `LANES` values for each output pixel.
///
/// # Safety
/// `rows` must have as many rows as the window covers at `y`, each as wide as the map; the processor must have the
/// instruction set.
unsafe fn pool_row<M: Merge>(
    isa: Isa,
    rows: &Rows,
    to: &mut [f32],
    edges: &[Edge; 2],
    y: usize,
    merge: M,
) {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { entry::<Row<M>>(isa)((rows, to, edges, y, merge)) }
}

/// Kernel that computes one output row of one channel block with the reduction `M`, with the arguments of [`pool_row`].
struct Row<M>(PhantomData<M>);

impl<M: Merge> Kernel for Row<M> {
    type Args<'a> = (&'a Rows, &'a mut [f32], &'a [Edge; 2], usize, M);

    #[inline(always)]
    unsafe fn run<S: Simd>((rows, to, edges, y, merge): Self::Args<'_>) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { row::<S, M>(rows, to, edges, y, merge) }
    }
}

/// Runs [`pool_row`] with the instruction set `S`; the same safety requirements apply.
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
        // SAFETY: the columns lie inside the map, and each window covers at least one; a pixel has `LANES` values; the
        // caller guarantees rows and instruction set.
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
    // SAFETY: all windows of these outputs lie inside the columns of `line.from`; the caller guarantees rows and
    // instruction set.
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

/// Consecutive output pixels of one row whose windows reach over neither the left nor the right edge of the map. The
/// windows may be clipped at the upper or lower edge.
struct Inner {
    /// Map rows under the windows, those inside the map only, from the first window's first column on.
    from: Rows,
    /// Address of the first output pixel; the others follow `LANES` values apart.
    to: *mut f32,
    /// Number of output pixels.
    outputs: usize,
    /// Number of pixels that each window covers: of the rows inside the map, and of all rows with the padding.
    counts: [usize; 2],
}

impl Inner {
    /// Computes the outputs of windows of `ROWS` rows and 3 columns, `STRIDE` (1 or 2) columns apart. The rows of each
    /// column are combined once, and the result is used for all windows over that column.
    ///
    /// # Safety
    /// `from` must have `ROWS` rows and the columns of all windows, `to` room for all outputs; the processor must have
    /// the instruction set.
    #[inline(always)]
    unsafe fn rolling<S: Simd, M: Merge, const ROWS: usize, const STRIDE: usize>(&self, merge: M) {
        const { assert!(ROWS <= Rows::EXPLICIT_ROWS) };
        // SAFETY: the caller upholds the safety requirements of this function.
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

/// Combines the pixels of the first `rows` rows and of `columns` columns from column `column` on, row by row, into one
/// vector of a channel block's lanes.
///
/// # Safety
/// `from` must have those rows and columns, at least one of each; the processor must have the instruction set.
#[inline(always)]
unsafe fn merged<S: Simd, M: Merge>(
    from: &Rows,
    column: usize,
    rows: usize,
    columns: usize,
) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
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
