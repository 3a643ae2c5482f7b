//! Maximum and average pooling: of maps in memory, and of rows that a convolution with a fused pooling has just
//! computed.

mod edge;
mod merge;
mod ordered;
mod row;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use super::number::{Number, with_number};
use super::view::View;
use super::{Isa, Worker};
use edge::Edge;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{LANES, Region};
use merge::{Max, Mean, Merge};
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
    let all = worker.run.images() * rows;
    let by_rows = |image: usize, now: Range<usize>, of: Range<usize>| {
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
    };
    if whole_rows && worker.share().is_fine() {
        let grid = worker.share().grid(all, groups);
        for group in 0..groups {
            each_map(grid.rows(group), rows, |image, now| {
                by_rows(image, now, group..group + 1);
            });
        }
        return;
    }
    match whole_rows {
        true => each_map(worker.part(all), rows, |image, now| {
            by_rows(image, now, 0..groups);
        }),
        false => each_map(worker.part(all * groups), rows, |map, now| {
            let group = map % groups;
            by_rows(map / groups, now, group..group + 1);
        }),
    }
}

/// Calls `work` with the index of each map of `rows` rows and the range of its rows that are in `mine`, where rows are
/// numbered through all maps.
fn each_map(mine: Range<usize>, rows: usize, work: impl Fn(usize, Range<usize>)) {
    let mut at = mine.start;
    while at < mine.end {
        let first = at % rows;
        let now = first..rows.min(first + mine.end - at);
        let map = at / rows;
        at += now.len();
        work(map, now);
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
