//! Reduction rows of a direct convolution, one for each tap of the window and input channel: the order of the sum, and
//! the offsets of the inputs.

use super::super::segment::Segment;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Layout;
use std::ops::Range;

/// Input offsets of consecutive reduction rows, as segments of rows whose inputs lie side by side.
#[derive(Debug)]
pub(super) struct Table {
    /// Distance of the table's first tap from the window's first tap, in rows and columns of the input.
    pub(super) tap: [usize; 2],
    /// Number of reduction rows in the earlier tables of the same panel group.
    pub(super) first_row: usize,
    /// Number of reduction rows in this table.
    pub(super) rows: usize,
    pub(super) segments: Vec<Segment>,
}

/// One reduction row: a tap of the window, numbered row by row from 0, and an input channel, numbered over the whole
/// map.
#[derive(Clone, Copy)]
pub(super) struct ReductionRow {
    pub(super) tap: usize,
    pub(super) channel: usize,
}

/// Reduction rows of a rectangle of taps, with the segments of their inputs in the same order.
pub(super) struct Reduction {
    /// Distance of the first tap from the window's first tap, in rows and columns of the input.
    tap: [usize; 2],
    segments: Vec<Segment>,
    rows: Vec<ReductionRow>,
}

impl Reduction {
    /// Creates the reduction rows of a rectangle of taps for the range `channels` of the channels of an input with that
    /// layout: `size` are the rows and columns of taps, `first` is the rectangle's first tap. Rows are ordered by
    /// channel block, then by tap, then by channel.
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

    /// Returns the number of reduction rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns the table of these rows; `first_row` is the number of rows in earlier tables of the panel group.
    pub(super) fn table(mut self, first_row: usize) -> Table {
        self.segments.shrink_to_fit();
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
