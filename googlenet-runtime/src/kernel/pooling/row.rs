//! Kernel that pools one row of a panel of 16 channels or fewer.

use super::merge::Merge;
use super::{Edge, Rows};
use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::number::Number;
use crate::kernel::view::View;
use std::marker::PhantomData;

/// Row of a panel of an output map.
pub(super) struct OutputRow<T: Number> {
    /// Address of the panel's first channel of the first pixel.
    to: *mut T,
    /// Number of elements from a pixel to the next.
    step: usize,
    /// Number of pixels.
    outputs: usize,
    /// Number of channels of the panel, from 1 to 16.
    len: usize,
    /// `true` if each pixel has memory for 16 channels.
    in_blocks: bool,
    scaling: T::Scaling,
}

impl<T: Number> OutputRow<T> {
    /// Returns row `y` of panel `panel` of a map.
    pub(super) fn of(target: &View<'_, T>, panel: usize, y: usize) -> OutputRow<T> {
        OutputRow {
            to: target.panel(panel, y),
            step: target.layout.pixel_stride,
            outputs: target.layout.size[1],
            len: target.panel_len(panel),
            in_blocks: target.layout.is_in_blocks(),
            scaling: T::scaling(target.layout),
        }
    }
}

/// Computes output row `y` from `rows`, the rows of the map under its windows, padding left out. `edges` are the
/// vertical and the horizontal window. Each value is computed in the same order in blocks and as NHWC.
///
/// # Safety
/// `rows` must have as many rows as the window covers at `y`, each as wide as the map; no other code may access the
/// panel's channels of the output pixels, or its 16 lanes in blocks; the processor must have the instruction set.
pub(super) unsafe fn pool_row<M: Merge<I, O>, I: Number, O: Number>(
    isa: Isa,
    rows: &Rows<I>,
    to: &OutputRow<O>,
    edges: &[Edge; 2],
    y: usize,
    merge: M,
) {
    let kernel = match (rows.in_blocks(), to.in_blocks) {
        (true, true) => entry::<Row<M, I, O, false, false>>(isa),
        (true, false) => entry::<Row<M, I, O, false, true>>(isa),
        (false, _) => entry::<Row<M, I, O, true, true>>(isa),
    };
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { kernel((rows, to, edges, y, merge)) }
}

/// Kernel of [`pool_row`] with the reduction `M`. `NHWC` (of the input) and `STORES` (of the output) are `false` for
/// blocks of 16 channels; if `true`, no other channels than the panel's are read or written.
struct Row<M, I, O, const NHWC: bool, const STORES: bool>(PhantomData<(M, I, O)>);

impl<M: Merge<I, O>, I: Number, O: Number, const NHWC: bool, const STORES: bool> Kernel
    for Row<M, I, O, NHWC, STORES>
{
    type Args<'a> = (&'a Rows<I>, &'a OutputRow<O>, &'a [Edge; 2], usize, M);

    #[inline(always)]
    unsafe fn run<S: Simd>((rows, to, edges, y, merge): Self::Args<'_>) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { row::<S, M, I, O, NHWC, STORES>(rows, to, edges, y, merge) }
    }
}

impl<O: Number> OutputRow<O> {
    /// Stores the panel's channels of pixel `x`, of windows over that many pixels inside the map, and with the padding.
    ///
    /// # Safety
    /// The pixel must be one of the row, and no other code may access it; the processor must have the instruction set.
    #[inline(always)]
    unsafe fn store<S: Simd, M: Merge<I, O>, I: Number, const NHWC: bool>(
        &self,
        x: usize,
        merge: M,
        merged: M::Held<S>,
        counts: [usize; 2],
    ) {
        let step = match NHWC {
            true => self.step,
            false => O::blocked_stride(self.step),
        };
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let to = self.to.add(x * step);
            merge.store::<S, NHWC>(merged, counts, to, self.len, self.scaling);
        }
    }
}

impl<I: Number> Rows<I> {
    /// Loads the panel's channels of the pixel in row `row` and column `column`; the lanes behind them are unspecified.
    ///
    /// # Safety
    /// There must be such a pixel; the processor must have the instruction set.
    #[inline(always)]
    unsafe fn load<S: Simd, M: Merge<I, O>, O: Number, const NHWC: bool>(
        &self,
        row: usize,
        column: usize,
    ) -> M::Held<S> {
        let step = match NHWC {
            true => self.step,
            false => I::blocked_stride(self.step),
        };
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let from = self.at(row).add(column * step);
            M::load::<S, NHWC>(from, self.len, self.scaling)
        }
    }
}

/// Runs [`pool_row`] with the instruction set `S`; the same safety requirements apply.
#[inline(always)]
unsafe fn row<
    S: Simd,
    M: Merge<I, O>,
    I: Number,
    O: Number,
    const NHWC: bool,
    const STORES: bool,
>(
    under: &Rows<I>,
    to: &OutputRow<O>,
    [down, across]: &[Edge; 2],
    y: usize,
    merge: M,
) {
    // Known when the function is compiled, so that nothing else is left of it.
    assert!(
        !(I::IN_BLOCKS && NHWC || O::IN_BLOCKS && STORES),
        "such elements are in blocks"
    );
    if down.dilation > 1 || across.dilation > 1 {
        // SAFETY: the caller upholds the safety requirements of this function.
        return unsafe { dilated::<S, M, I, O, NHWC, STORES>(under, to, [down, across], y, merge) };
    }
    let all_rows = down.padded(y);
    let rows = down.covered(&all_rows);
    let outputs = to.outputs;
    let inner = across.inner(outputs);
    for x in (0..inner.start).chain(inner.end..outputs) {
        let all_columns = across.padded(x);
        let inside = across.covered(&all_columns);
        let padded = all_rows.len() * all_columns.len();
        // SAFETY: the columns lie inside the map, and each window covers at least one; the caller guarantees rows,
        // outputs and instruction set.
        unsafe {
            let from = under.part(inside.clone());
            let merged = merged::<S, M, I, O, NHWC>(&from, 0, rows.len(), inside.len(), 1);
            let counts = [rows.len() * inside.len(), padded];
            to.store::<S, M, I, STORES>(x, merge, merged, counts);
        }
    }
    if inner.is_empty() {
        return;
    }
    let begin = inner.start * across.stride - across.before;
    let end = begin + (inner.len() - 1) * across.stride + across.kernel;
    let counts = [rows.len(), all_rows.len()].map(|rows| rows * across.kernel);
    let line = Inner {
        from: under.part(begin..end),
        to,
        first: inner.start,
        outputs: inner.len(),
        counts,
    };
    // SAFETY: all windows of these outputs lie inside the columns of `line.from`; the caller guarantees rows and
    // instruction set.
    unsafe {
        match (rows.len(), across.kernel, across.stride) {
            (3, 3, 1) => line.rolling::<S, M, NHWC, STORES, 3, 1>(merge),
            (3, 3, 2) => line.rolling::<S, M, NHWC, STORES, 3, 2>(merge),
            (2, 3, 1) => line.rolling::<S, M, NHWC, STORES, 2, 1>(merge),
            (2, 3, 2) => line.rolling::<S, M, NHWC, STORES, 2, 2>(merge),
            (rows, columns, stride) => {
                for x in 0..inner.len() {
                    let merged =
                        merged::<S, M, I, O, NHWC>(&line.from, x * stride, rows, columns, 1);
                    to.store::<S, M, I, STORES>(inner.start + x, merge, merged, counts);
                }
            }
        }
    }
}

/// Consecutive output pixels of one row whose windows reach over neither the left nor the right edge of the map. The
/// windows may be clipped at the upper or lower edge.
struct Inner<'r, I: Number, O: Number> {
    /// Map rows under the windows, those inside the map only, from the first window's first column on.
    from: Rows<I>,
    /// Row of the output pixels.
    to: &'r OutputRow<O>,
    /// Index of the first output pixel in the row.
    first: usize,
    /// Number of output pixels.
    outputs: usize,
    /// Number of pixels that each window covers: of the rows inside the map, and of all rows with the padding.
    counts: [usize; 2],
}

impl<I: Number, O: Number> Inner<'_, I, O> {
    /// Computes the outputs of windows of `ROWS` rows and 3 columns, `STRIDE` (1 or 2) columns apart. The rows of each
    /// column are combined once, and the result is used for all windows over that column.
    ///
    /// # Safety
    /// `from` must have `ROWS` rows and the columns of all windows, and the outputs must be writable; the processor must
    /// have the instruction set.
    #[inline(always)]
    unsafe fn rolling<
        S: Simd,
        M: Merge<I, O>,
        const NHWC: bool,
        const STORES: bool,
        const ROWS: usize,
        const STRIDE: usize,
    >(
        &self,
        merge: M,
    ) {
        const { assert!(ROWS <= Rows::EXPLICIT_ROWS) };
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let mut first = merged::<S, M, I, O, NHWC>(&self.from, 0, ROWS, 1, 1);
            let mut second = merged::<S, M, I, O, NHWC>(&self.from, 1, ROWS, 1, 1);
            for x in 0..self.outputs {
                let column = x * STRIDE + 2;
                let third = merged::<S, M, I, O, NHWC>(&self.from, column, ROWS, 1, 1);
                let all = M::merge::<S>(M::merge::<S>(first, second), third);
                let at = self.first + x;
                self.to
                    .store::<S, M, I, STORES>(at, merge, all, self.counts);
                if STRIDE == 1 {
                    (first, second) = (second, third);
                } else if x + 1 < self.outputs {
                    first = third;
                    second = merged::<S, M, I, O, NHWC>(&self.from, column + 1, ROWS, 1, 1);
                }
            }
        }
    }
}

/// Computes the outputs of windows whose taps are apart: `under` has the rows under taps alone.
///
/// # Safety
/// As for [`pool_row`]; each window must have a tap inside the map.
#[inline(always)]
unsafe fn dilated<
    S: Simd,
    M: Merge<I, O>,
    I: Number,
    O: Number,
    const NHWC: bool,
    const STORES: bool,
>(
    under: &Rows<I>,
    to: &OutputRow<O>,
    [down, across]: [&Edge; 2],
    y: usize,
    merge: M,
) {
    let (_, rows) = down.taps(y);
    for x in 0..to.outputs {
        let (first, columns) = across.taps(x);
        let reach = (columns - 1) * across.dilation + 1;
        // SAFETY: the part of the rows was checked to lie inside them; the caller guarantees rows, outputs and
        // instruction set.
        unsafe {
            let from = under.part(first..first + reach);
            let merged = merged::<S, M, I, O, NHWC>(&from, 0, rows, columns, across.dilation);
            let counts = [rows * columns, down.kernel * across.kernel];
            to.store::<S, M, I, STORES>(x, merge, merged, counts);
        }
    }
}

/// Combines the pixels of the first `rows` rows and of `columns` columns from column `column` on, `step` apart, row by
/// row, into one vector of the panel's lanes.
///
/// # Safety
/// `from` must have those rows and columns, at least one of each; the processor must have the instruction set.
#[inline(always)]
unsafe fn merged<S: Simd, M: Merge<I, O>, I: Number, O: Number, const NHWC: bool>(
    from: &Rows<I>,
    column: usize,
    rows: usize,
    columns: usize,
    step: usize,
) -> M::Held<S> {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let mut result = from.load::<S, M, O, NHWC>(0, column);
        for row in 0..rows {
            for at in 0..columns {
                if row > 0 || at > 0 {
                    let value = from.load::<S, M, O, NHWC>(row, column + at * step);
                    result = M::merge::<S>(result, value);
                }
            }
        }
        result
    }
}
