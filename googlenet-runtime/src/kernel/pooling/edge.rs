//! Clipping of pooling windows at the edges of a map.

use googlenet_dsl::op::Window;
use std::ops::Range;

/// Pooling window along one axis of an input, with the input's size and padding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) kernel: usize,
    pub(super) stride: usize,
    pub(super) before: usize,
    after: usize,
    size: usize,
}

impl Edge {
    pub(super) fn new(window: Window, axis: usize, size: usize) -> Edge {
        let [before, after] = window.axis(axis).padding(size);
        Edge {
            kernel: window.kernel[axis] as usize,
            stride: window.stride[axis] as usize,
            before,
            after,
            size,
        }
    }

    /// Returns the rows or columns that the window of output `place` covers, padding included. Positions count from the
    /// first padded row or column and are cut off at the end of the padding.
    #[inline(always)]
    pub(super) fn padded(&self, place: usize) -> Range<usize> {
        let start = place * self.stride;
        start..(start + self.kernel).min(self.before + self.size + self.after)
    }

    /// Converts a range of [`Edge::padded`] to the rows or columns inside the input, counted from the input's first.
    #[inline(always)]
    pub(super) fn covered(&self, padded: &Range<usize>) -> Range<usize> {
        let end = padded.end.saturating_sub(self.before).min(self.size);
        padded.start.saturating_sub(self.before)..end
    }

    /// Returns the rows or columns inside the input that the window of output `place` covers.
    pub(super) fn under(&self, place: usize) -> Range<usize> {
        self.covered(&self.padded(place))
    }

    /// Returns the range of the `outputs` outputs whose whole windows lie inside the input.
    pub(super) fn inner(&self, outputs: usize) -> Range<usize> {
        let start = self.before.div_ceil(self.stride).min(outputs);
        let past = (self.before + self.size + self.stride).saturating_sub(self.kernel);
        start..(past / self.stride).clamp(start, outputs)
    }
}
