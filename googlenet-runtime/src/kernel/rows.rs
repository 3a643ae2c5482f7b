//! The rows of a sum: one for each tap of the window and channel of the input.

use super::tile::QUAD;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Layout;
use std::ops::Range;

/// Where the inputs of some rows lie behind the first tap of the window.
#[derive(Debug)]
pub(super) struct Table {
    /// How far behind the window's first row and column the tap lies, where the table is a tap's.
    pub(super) tap: [usize; 2],
    /// Rows of the group's tables before.
    pub(super) first_row: usize,
    pub(super) quads: Vec<usize>,
    pub(super) singles: Vec<usize>,
}

/// A row of the sum.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// Where its input lies behind the window's first.
    pub(super) offset: usize,
    pub(super) tap: usize,
    pub(super) channel: usize,
}

/// The rows of some taps, those in fours and the others.
pub(super) struct Rows {
    tap: [usize; 2],
    quads: Vec<Row>,
    singles: Vec<Row>,
}

impl Rows {
    /// Those of the taps from `first` on, `size` of them, and some channels.
    pub(super) fn new(
        layout: &Layout,
        window: Window,
        channels: &Range<usize>,
        first: [usize; 2],
        size: [usize; 2],
    ) -> Rows {
        let columns = window.kernel[1] as usize;
        let [down, right] = window.dilation.map(|step| step as usize);
        let (mut quads, mut singles) = (Vec::new(), Vec::new());
        for block in layout.channels.iter() {
            let begin = block.first.max(channels.start);
            let end = (block.first + block.len).min(channels.end);
            if begin >= end {
                continue;
            }
            // Where pixels lie side by side, the taps of a row are one run of values.
            let side_by_side =
                layout.pixel_stride == end - begin && layout.channels.blocks() == 1 && right == 1;
            let (runs, taps) = if side_by_side {
                (1, size[1])
            } else {
                (size[1], 1)
            };
            for row in first[0]..first[0] + size[0] {
                for run in 0..runs {
                    let column = first[1] + run;
                    // Wrapping, as clipped taps may lie anywhere.
                    let start = (row * down)
                        .wrapping_mul(layout.row_stride)
                        .wrapping_add((column * right).wrapping_mul(layout.pixel_stride))
                        .wrapping_add(block.block * layout.block_stride + begin - block.first);
                    let at = |place: usize| Row {
                        offset: start.wrapping_add(place),
                        tap: row * columns + column + place / (end - begin),
                        channel: begin + place % (end - begin),
                    };
                    let len = taps * (end - begin);
                    let in_fours = len / QUAD * QUAD;
                    quads.extend((0..in_fours).map(at));
                    singles.extend((in_fours..len).map(at));
                }
            }
        }
        Rows {
            tap: [first[0] * down, first[1] * right],
            quads,
            singles,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.quads.len() + self.singles.len()
    }

    pub(super) fn table(&self, first_row: usize) -> Table {
        Table {
            tap: self.tap,
            first_row,
            quads: self
                .quads
                .iter()
                .step_by(QUAD)
                .map(|row| row.offset)
                .collect(),
            singles: self.singles.iter().map(|row| row.offset).collect(),
        }
    }

    pub(super) fn into_rows(self) -> impl Iterator<Item = Row> {
        self.quads.into_iter().chain(self.singles)
    }
}
