//! Where a window lies over the edges of a map.

use googlenet_dsl::op::Window;
use std::ops::Range;

/// A window along one axis of an input.
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

    /// The rows or columns under the window of an output, counted from the first of the padding, without what lies
    /// behind the padding.
    #[inline(always)]
    pub(super) fn padded(&self, place: usize) -> Range<usize> {
        let start = place * self.stride;
        start..(start + self.kernel).min(self.before + self.size + self.after)
    }

    /// Those of them that lie inside the input, counted from its first.
    #[inline(always)]
    pub(super) fn covered(&self, padded: &Range<usize>) -> Range<usize> {
        let end = padded.end.saturating_sub(self.before).min(self.size);
        padded.start.saturating_sub(self.before)..end
    }

    /// The rows or columns inside the input under the window of an output.
    pub(super) fn under(&self, place: usize) -> Range<usize> {
        self.covered(&self.padded(place))
    }

    /// Those of so many outputs whose windows lie inside the input.
    pub(super) fn inner(&self, outputs: usize) -> Range<usize> {
        let start = self.before.div_ceil(self.stride).min(outputs);
        let past = (self.before + self.size + self.stride).saturating_sub(self.kernel);
        start..(past / self.stride).clamp(start, outputs)
    }
}
