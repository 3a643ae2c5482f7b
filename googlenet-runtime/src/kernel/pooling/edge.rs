//! Rows or columns of the input that pooling windows cover, clipped at the edges of the map.

use googlenet_dsl::op::{Axis, Window};
use std::ops::Range;

/// Pooling window along one axis of an input, with the input's size and padding, all in rows (vertical axis) or columns
/// (horizontal axis).
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// Window along the axis.
    axis: Axis,
    /// Size of the window.
    pub(super) kernel: usize,
    /// Distance from one tap of the window to the next.
    pub(super) dilation: usize,
    /// Distance from the window of one output row or column to that of the next.
    pub(super) stride: usize,
    /// Padding before the first row or column of the input.
    pub(super) before: usize,
    /// Padding behind the last row or column of the input.
    after: usize,
    /// Size of the input without padding.
    size: usize,
}

impl Edge {
    /// Creates the window along axis 0 (rows) or 1 (columns) of an input with `size` rows or columns.
    pub(super) fn new(window: Window, axis: usize, size: usize) -> Edge {
        let along = window.axis(axis);
        let [before, after] = along.padding(size);
        Edge {
            axis: along,
            dilation: window.dilation[axis] as usize,
            kernel: window.kernel[axis] as usize,
            stride: window.stride[axis] as usize,
            before,
            after,
            size,
        }
    }

    /// Returns the rows or columns that the window of output row or column `place` covers, padding included, if taps
    /// lie side by side. They count from the first row or column of the padding, and end at the latest with the
    /// padding.
    #[inline(always)]
    pub(super) fn padded(&self, place: usize) -> Range<usize> {
        let start = place * self.stride;
        start..(start + self.kernel).min(self.before + self.size + self.after)
    }

    /// Converts a range of [`Edge::padded`] to the rows or columns inside the input, counted from the input's first;
    /// padding is left out.
    #[inline(always)]
    pub(super) fn covered(&self, padded: &Range<usize>) -> Range<usize> {
        let end = padded.end.saturating_sub(self.before).min(self.size);
        padded.start.saturating_sub(self.before)..end
    }

    /// Returns the rows or columns inside the input that the window of output row or column `place` covers, counted
    /// from the input's first.
    pub(super) fn under(&self, place: usize) -> Range<usize> {
        self.covered(&self.padded(place))
    }

    /// Returns the first row or column inside the input under a tap of the window of output row or column `place`, and
    /// the number of taps that lie inside the input, [`Edge::dilation`] apart.
    #[inline(always)]
    pub(super) fn taps(&self, place: usize) -> (usize, usize) {
        if self.dilation > 1 {
            return self.axis.taps(place, self.size);
        }
        let under = self.under(place);
        (under.start, under.len())
    }

    /// Returns the range of output rows or columns, of `outputs` in all, whose windows lie inside the input along this
    /// axis, without padding. The range may be empty.
    pub(super) fn inner(&self, outputs: usize) -> Range<usize> {
        let start = self.before.div_ceil(self.stride).min(outputs);
        let past = (self.before + self.size + self.stride).saturating_sub(self.kernel);
        start..(past / self.stride).clamp(start, outputs)
    }
}
