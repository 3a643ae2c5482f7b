//! The rows of a sum: one for each tap of the window and channel of the input.

use super::super::segment::Segment;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Layout;
use std::ops::Range;

/// The segments of some rows.
#[derive(Debug)]
pub(super) struct Table {
    /// How far behind the window's first row and column the tap lies, where the table is a tap's.
    pub(super) tap: [usize; 2],
    /// Rows of the group's tables before.
    pub(super) first_row: usize,
    /// Rows of all segments.
    pub(super) rows: usize,
    pub(super) segments: Vec<Segment>,
}

/// A row of the sum.
#[derive(Clone, Copy)]
pub(super) struct ReductionRow {
    pub(super) tap: usize,
    pub(super) channel: usize,
}

/// The rows of some taps.
pub(super) struct Reduction {
    tap: [usize; 2],
    segments: Vec<Segment>,
    rows: Vec<ReductionRow>,
}

impl Reduction {
    /// Those of the taps from `first` on, `size` of them, and some channels.
    pub(super) fn new(
        layout: &Layout,
        window: Window,
        channels: &Range<usize>,
        first: [usize; 2],
        size: [usize; 2],
    ) -> Reduction {
        let columns = window.kernel[1] as usize;
        let [down, right] = window.dilation.map(|step| step as usize);
        let (mut segments, mut rows) = (Vec::new(), Vec::new());
        for block in layout.channels.iter() {
            let begin = block.first.max(channels.start);
            let end = (block.first + block.len).min(channels.end);
            if begin >= end {
                continue;
            }
            // Where pixels lie side by side, the taps of a row are one segment.
            let count = end - begin;
            let side_by_side =
                layout.pixel_stride == count && layout.channels.blocks() == 1 && right == 1;
            let (places, taps) = if side_by_side {
                (1, size[1])
            } else {
                (size[1], 1)
            };
            for y in first[0]..first[0] + size[0] {
                for place in 0..places {
                    let x = first[1] + place;
                    // Wrapping, as clipped taps may lie anywhere.
                    let offset = (y * down)
                        .wrapping_mul(layout.row_stride)
                        .wrapping_add((x * right).wrapping_mul(layout.pixel_stride))
                        .wrapping_add(block.block * layout.block_stride + begin - block.first);
                    let len = taps * count;
                    segments.push(Segment { offset, len });
                    rows.extend((0..len).map(|at| ReductionRow {
                        tap: y * columns + x + at / count,
                        channel: begin + at % count,
                    }));
                }
            }
        }
        Reduction {
            tap: [first[0] * down, first[1] * right],
            segments,
            rows,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn table(self, first_row: usize) -> Table {
        Table {
            tap: self.tap,
            first_row,
            rows: self.rows.len(),
            segments: self.segments,
        }
    }

    pub(super) fn into_rows(self) -> Vec<ReductionRow> {
        self.rows
    }
}
