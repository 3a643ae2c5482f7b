//! Maximum and average pooling: of maps in memory, and of rows that a convolution with a fused pooling has just
//! computed.

mod edge;
mod row;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use super::arch::Simd;
use super::element::Bf16;
use super::number::{Number, with_number};
use super::view::View;
use super::{Isa, Worker};
use edge::Edge;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{LANES, Region};
use row::{OutputRow, pool_row};
pub(super) use rows::Rows;
use std::ops::Range;

/// Stores the largest value under each window position, or NaN if one of them is NaN, for this thread's share of the
/// output's rows; padding is ignored. Threads divide whole rows of all channels if `whole_rows` is set, otherwise the
/// rows of all blocks of channels, block by block.
///
/// # Panics
/// Panics if the regions differ in element type, in their numbers of channels or, where both are in blocks, in their channel
/// blocks, if kernels do not compute with the type, or if the regions overlap.
pub(crate) fn max_pool(
    worker: &Worker<'_>,
    regions: [&Region; 2],
    window: Window,
    whole_rows: bool,
) {
    let flags = [whole_rows, are_in_blocks(regions)];
    with_number!(regions[1].layout.dtype, T => pool::<T, _>(worker, regions, window, flags, Max));
}

/// Stores the mean of the values under each window position, for this thread's share of the output's rows. With
/// `count_padding`, padding counts as zeros; otherwise only values inside the input count. Positions beyond the
/// padding, as with sizes that are rounded up, never count. Threads divide the rows as in [`max_pool`].
///
/// # Panics
/// Panics where [`max_pool`] panics.
pub(crate) fn avg_pool(
    worker: &Worker<'_>,
    regions: [&Region; 2],
    window: Window,
    whole_rows: bool,
    count_padding: bool,
) {
    let flags = [whole_rows, are_in_blocks(regions)];
    let mean = Mean { count_padding };
    with_number!(regions[1].layout.dtype, T => pool::<T, _>(worker, regions, window, flags, mean));
}

/// Reduction over the values under a pooling window: maximum or mean. A trait instead of closures, as closures do not
/// inherit the instruction set of the function that they are inlined into.
trait Merge<I: Number, O: Number>: Copy + 'static {
    /// Values of 16 lanes that are combined.
    type Held<S: Simd>: Copy;

    /// Loads the 16 lanes of a pixel of the input or, with `PART`, the first `len`; the others are then unspecified.
    ///
    /// # Safety
    /// These lanes must be valid; the processor must have the instruction set `S`.
    unsafe fn load<S: Simd, const PART: bool>(
        from: *const I,
        len: usize,
        scaling: I::Scaling,
    ) -> Self::Held<S>;

    /// Combines the result so far, `so_far`, with one more value, lane by lane.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn merge<S: Simd>(so_far: Self::Held<S>, value: Self::Held<S>) -> Self::Held<S>;

    /// Turns the combined value into the output, of which the 16 lanes or, with `PART`, the first `len` are stored. `counts` are
    /// the numbers of pixels under the window inside the input, and with the padding included.
    ///
    /// # Safety
    /// These lanes must be valid, and no other code may access them; the processor must have the instruction set `S`.
    unsafe fn store<S: Simd, const PART: bool>(
        self,
        merged: Self::Held<S>,
        counts: [usize; 2],
        to: *mut O,
        len: usize,
        scaling: O::Scaling,
    );

    /// Computes rows of some panels of the output, which lie side by side in a group or are one.
    ///
    /// # Safety
    /// No other code may access the panels' channels of the rows, or their 16 lanes in blocks; the processor must have
    /// the instruction set.
    unsafe fn rows(
        self,
        isa: Isa,
        (source, target): (&View<'_, I>, &View<'_, O>),
        panels: Range<usize>,
        rows: Range<usize>,
        edges: &[Edge; 2],
    ) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { each_row(isa, (source, target), panels, rows, edges, self) }
    }
}

/// The maximum, or NaN if a value is NaN.
#[derive(Clone, Copy)]
struct Max;

/// Implements the maximum of `f32` values of vectors, for elements of these types.
macro_rules! max_of_vectors {
    ($($element:ty),*) => {
        $(impl Merge<$element, $element> for Max {
            type Held<S: Simd> = S::Vector;

            #[inline(always)]
            unsafe fn load<S: Simd, const PART: bool>(
                from: *const $element,
                len: usize,
                scaling: <$element as Number>::Scaling,
            ) -> S::Vector {
                // SAFETY: the caller upholds the safety requirements of this function.
                unsafe { load::<S, $element, PART>(from, len, scaling) }
            }

            #[inline(always)]
            unsafe fn merge<S: Simd>(so_far: S::Vector, value: S::Vector) -> S::Vector {
                // SAFETY: the caller upholds the safety requirements of this function.
                unsafe { S::max_or_nan(value, so_far) }
            }

            #[inline(always)]
            unsafe fn store<S: Simd, const PART: bool>(
                self,
                merged: S::Vector,
                _: [usize; 2],
                to: *mut $element,
                len: usize,
                scaling: <$element as Number>::Scaling,
            ) {
                // SAFETY: the caller upholds the safety requirements of this function.
                unsafe { store::<S, $element, PART>(to, merged, len, scaling) }
            }
        })*
    };
}

max_of_vectors!(f32, u8);

/// Bfloat16 numbers are not widened: the order of their bits says which is the largest.
impl Merge<Bf16, Bf16> for Max {
    type Held<S: Simd> = S::Words;

    #[inline(always)]
    unsafe fn load<S: Simd, const PART: bool>(from: *const Bf16, len: usize, (): ()) -> S::Words {
        let mut lanes = [0u16; LANES];
        // SAFETY: the caller upholds the safety requirements of this function; the array has 16 numbers.
        unsafe {
            if !PART {
                return S::load_ordered(from.cast());
            }
            std::ptr::copy_nonoverlapping(from.cast(), lanes.as_mut_ptr(), len);
            S::load_ordered(lanes.as_ptr())
        }
    }

    #[inline(always)]
    unsafe fn merge<S: Simd>(so_far: S::Words, value: S::Words) -> S::Words {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::max_words(so_far, value) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const PART: bool>(
        self,
        merged: S::Words,
        _: [usize; 2],
        to: *mut Bf16,
        len: usize,
        (): (),
    ) {
        let mut lanes = [0u16; LANES];
        // SAFETY: the caller upholds the safety requirements of this function; the array has 16 numbers.
        unsafe {
            if !PART {
                return S::store_ordered(to.cast(), merged);
            }
            S::store_ordered(lanes.as_mut_ptr(), merged);
            std::ptr::copy_nonoverlapping(lanes.as_ptr(), to.cast(), len);
        }
    }

    unsafe fn rows(
        self,
        isa: Isa,
        (source, target): (&View<'_, Bf16>, &View<'_, Bf16>),
        panels: Range<usize>,
        rows: Range<usize>,
        edges: &[Edge; 2],
    ) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            if !words::max_rows(isa, [source, target], panels.clone(), rows.clone(), edges) {
                each_row(isa, (source, target), panels, rows, edges, self);
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Mean {
    count_padding: bool,
}

impl<I: Number, O: Number> Merge<I, O> for Mean {
    type Held<S: Simd> = S::Vector;

    #[inline(always)]
    unsafe fn load<S: Simd, const PART: bool>(
        from: *const I,
        len: usize,
        scaling: I::Scaling,
    ) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { load::<S, I, PART>(from, len, scaling) }
    }

    #[inline(always)]
    unsafe fn merge<S: Simd>(so_far: S::Vector, value: S::Vector) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::add(so_far, value) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const PART: bool>(
        self,
        merged: S::Vector,
        [inside, padded]: [usize; 2],
        to: *mut O,
        len: usize,
        scaling: O::Scaling,
    ) {
        let count = if self.count_padding { padded } else { inside };
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let mean = S::divide(merged, S::broadcast(count as f32));
            store::<S, O, PART>(to, mean, len, scaling);
        }
    }
}

/// Loads 16 values or, with `PART`, the first `len`.
///
/// # Safety
/// As for [`Merge::load`].
#[inline(always)]
unsafe fn load<S: Simd, T: Number, const PART: bool>(
    from: *const T,
    len: usize,
    scaling: T::Scaling,
) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match PART {
            true => T::load_part::<S>(from, len, scaling),
            false => T::load::<S>(from, scaling),
        }
    }
}

/// Stores 16 lanes or, with `PART`, the first `len`.
///
/// # Safety
/// As for [`Merge::store`].
#[inline(always)]
unsafe fn store<S: Simd, T: Number, const PART: bool>(
    to: *mut T,
    vector: S::Vector,
    len: usize,
    scaling: T::Scaling,
) {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match PART {
            true => T::store_part::<S>(to, vector, len, scaling),
            false => T::store::<S>(to, vector, scaling),
        }
    }
}

/// Returns `true` if both maps of a pooling are in blocks.
///
/// # Panics
/// Panics if they differ in channels or blocks as [`max_pool`] states.
fn are_in_blocks([input, output]: [&Region; 2]) -> bool {
    let (from, to) = (&input.layout, &output.layout);
    let in_blocks = from.is_in_blocks() && to.is_in_blocks();
    let one_segment = !from.channels.is_segmented() && !to.channels.is_segmented();
    assert!(
        from.channels.count() == to.channels.count()
            && (one_segment || in_blocks && from.channels == to.channels),
        "pooling keeps the channels and their blocks"
    );
    in_blocks
}

/// Pools this thread's share of the output's rows with the reduction `merge`; panics as [`max_pool`] does.
fn pool<T: Number, M: Merge<T, T>>(
    worker: &Worker<'_>,
    [input, output]: [&Region; 2],
    window: Window,
    [whole_rows, in_blocks]: [bool; 2],
    merge: M,
) {
    let (from, to) = (&input.layout, &output.layout);
    let [height, width] = from.size;
    let edges = &[Edge::new(window, 0, height), Edge::new(window, 1, width)];
    // Panels side by side in a pixel are a group.
    let (rows, groups) = (
        to.size[0],
        if in_blocks {
            to.groups()
        } else {
            to.channels.count().div_ceil(LANES)
        },
    );
    // Each image's part of a thread is a range of rows of some groups, which are pooled group by group.
    let each = if whole_rows { 1 } else { groups };
    let mine = worker.part(worker.run.images() * each * rows);
    let mut at = mine.start;
    while at < mine.end {
        let (image, first) = (at / rows / each, at % rows);
        let now = first..rows.min(first + mine.end - at);
        let of = match whole_rows {
            true => 0..groups,
            false => at / rows % each..at / rows % each + 1,
        };
        at += now.len();
        let source = worker.run.view::<T>(input, image);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        for group in of {
            let panels = match in_blocks {
                true => to.blocks_of_group(group),
                false => group..group + 1,
            };
            let maps = (&source, &target);
            // SAFETY: the rows are written by this thread only; the processor has the instruction set, as its features
            // were detected before `isa` was chosen.
            unsafe { merge.rows(worker.isa, maps, panels, now.clone(), edges) };
        }
    }
}

/// Computes rows of some panels of the output, one by one.
///
/// # Safety
/// As for [`Merge::rows`].
unsafe fn each_row<I: Number, O: Number, M: Merge<I, O>>(
    isa: Isa,
    (source, target): (&View<'_, I>, &View<'_, O>),
    panels: Range<usize>,
    rows: Range<usize>,
    edges: &[Edge; 2],
    merge: M,
) {
    for (y, panel) in rows.flat_map(|y| panels.clone().map(move |panel| (y, panel))) {
        let (first, taps) = edges[0].taps(y);
        // Called for its bounds check only: the last row under the window, like the first one below, lies inside the
        // block.
        source.panel(panel, first + (taps - 1) * edges[0].dilation);
        let under = Rows::of(source, panel, first, edges[0].dilation);
        let to = OutputRow::of(target, panel, y);
        // SAFETY: the rows under the window lie inside the block, as checked above; the caller guarantees the rest.
        unsafe { pool_row(isa, &under, &to, edges, y, merge) };
    }
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

    /// Computes row `y` of one panel, of 16 channels or fewer, of the pooled map `target`. `rows` are the rows of the
    /// convolution's map under the windows, padding left out, in blocks of 16 channels.
    ///
    /// # Safety
    /// `rows` must have as many rows as the window covers at `y`, each as wide as the map; no other code may access the
    /// panel's channels of the row `y` of `target`; the processor must have the instruction set.
    pub(super) unsafe fn row(
        &self,
        isa: Isa,
        rows: &Rows,
        [panel, y]: [usize; 2],
        target: &View<'_, f32>,
    ) {
        let to = OutputRow::of(target, panel, y);
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { pool_row(isa, rows, &to, &self.edges, y, Max) }
    }
}
