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

/// Consecutive reduction rows of one tap of the window and of channels side by side.
#[derive(Clone, Copy)]
pub(super) struct RowRun {
    /// Row and column of the tap in the window.
    pub(super) tap: [usize; 2],
    /// Input channel of the first row, numbered over the whole map.
    pub(super) channel: usize,
    /// Number of rows.
    pub(super) len: usize,
    /// Distance in `f32` values from the first input under the window to that of the first row.
    offset: usize,
    /// Whether the inputs lie side by side with those of the run before.
    joined: bool,
}

/// A rectangle of taps and a range of channels, whose reduction rows one table has.
pub(super) struct Reduction<'l> {
    /// Layout of the memory from which inputs are read.
    pub(super) layout: &'l Layout,
    pub(super) window: Window,
    /// Channels of the input over which outputs sum.
    pub(super) channels: Range<usize>,
    /// Row and column of the rectangle's first tap, and its numbers of rows and columns.
    pub(super) first: [usize; 2],
    pub(super) size: [usize; 2],
}

impl Reduction<'_> {
    /// Calls `visit` with the reduction rows in the order of the sum: by channel block, then by tap, then by channel.
    pub(super) fn for_runs(&self, mut visit: impl FnMut(RowRun)) {
        let Reduction {
            layout,
            channels,
            first,
            size,
            ..
        } = self;
        let [down, right] = self.window.dilation.map(|step| step as usize);
        for block in layout.channels.iter() {
            let begin = block.first.max(channels.start);
            let end = (block.first + block.len).min(channels.end);
            if begin >= end {
                continue;
            }
            // If all channels of a pixel and of its neighbour are contiguous, the taps of a row form one segment.
            let len = end - begin;
            let side_by_side =
                layout.pixel_stride == len && layout.channels.blocks() == 1 && right == 1;
            for y in first[0]..first[0] + size[0] {
                for x in first[1]..first[1] + size[1] {
                    // Wrapping, as skipped taps of a clipped convolution may have any offset.
                    let offset = (y * down)
                        .wrapping_mul(layout.row_stride)
                        .wrapping_add((x * right).wrapping_mul(layout.pixel_stride))
                        .wrapping_add(layout.block_offset(block.block) + begin - block.first);
                    visit(RowRun {
                        tap: [y, x],
                        channel: begin,
                        len,
                        offset,
                        joined: side_by_side && x > first[1],
                    });
                }
            }
        }
    }

    /// Returns the table of these rows; `first_row` is the number of rows in earlier tables of the panel group.
    pub(super) fn table(&self, first_row: usize) -> Table {
        let (mut segments, mut rows): (Vec<Segment>, usize) = (Vec::new(), 0);
        self.for_runs(|run| {
            rows += run.len;
            match segments.last_mut() {
                Some(last) if run.joined => last.len += run.len,
                _ => segments.push(Segment {
                    offset: run.offset,
                    len: run.len,
                }),
            }
        });
        segments.shrink_to_fit();
        let [down, right] = self.window.dilation.map(|step| step as usize);
        Table {
            tap: [self.first[0] * down, self.first[1] * right],
            first_row,
            rows,
            segments,
        }
    }
}
