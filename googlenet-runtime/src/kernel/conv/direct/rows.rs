//! Reduction rows of a direct convolution: one for each tap of the window and input channel.

use super::super::segment::Segment;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Layout;
use std::ops::Range;

/// Table of consecutive reduction rows as segments of input offsets.
#[derive(Debug)]
pub(super) struct Table {
    /// Distance of the table's first tap from the window's first tap, in input rows and columns.
    pub(super) tap: [usize; 2],
    /// Number of reduction rows in the earlier tables of the same panel group.
    pub(super) first_row: usize,
    /// Number of reduction rows in this table.
    pub(super) rows: usize,
    pub(super) segments: Vec<Segment>,
}

/// One reduction row: a tap of the window, numbered row by row, and an input channel.
#[derive(Clone, Copy)]
pub(super) struct ReductionRow {
    pub(super) tap: usize,
    pub(super) channel: usize,
}

/// Reduction rows of a rectangle of taps, with the segments of their inputs.
pub(super) struct Reduction {
    tap: [usize; 2],
    segments: Vec<Segment>,
    rows: Vec<ReductionRow>,
}

impl Reduction {
    /// Creates the reduction rows of the taps from `first` on, `size` rows and columns of taps, for a range of input
    /// channels.
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
            // If all channels of a pixel and of its neighbour are contiguous, the taps of a row form one segment.
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
                    // Wrapping, as skipped taps of a clipped convolution may have any offset.
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
