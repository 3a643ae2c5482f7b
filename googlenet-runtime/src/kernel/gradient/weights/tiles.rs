//! Division of the rows of the result into register tiles, and of the output channels into panel groups.

use super::columns::Columns;
use super::product::{most_panels, most_rows};
use crate::kernel::Isa;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{LANES, Layout};
use std::ops::Range;

/// Rows of the result that a register tile computes, one for each of some values that lie side by side in the input.
#[derive(Debug, Clone)]
pub(super) struct Tile {
    /// Index of the tap along height and width.
    pub(super) taps: [usize; 2],
    /// Number of values from the first channel of a pixel to the first of the tile.
    pub(super) input: usize,
    /// Index of the first row of the result.
    pub(super) row: usize,
    /// Number of rows.
    pub(super) rows: usize,
}

/// A block of channels of the gradient, or those channels of it that belong to one group.
#[derive(Debug, Clone)]
pub(super) struct Panel {
    /// Index of the block.
    pub(super) block: usize,
    /// First lane of the channels.
    pub(super) lane: usize,
    /// Index of the first channel.
    pub(super) channel: usize,
    /// Number of channels.
    pub(super) len: usize,
}

/// Panels that a register tile computes together, whose blocks lie one behind the other.
#[derive(Debug)]
pub(super) struct PanelGroup {
    pub(super) panels: Vec<Panel>,
    /// Range of the tiles of the rows of the panels' channels.
    pub(super) tiles: Range<usize>,
    /// Work of all panel groups before this one: number of tiles times panels.
    pub(super) before: usize,
}

impl PanelGroup {
    /// Returns those of the group's tiles that belong to the range `share` of the work of all groups.
    pub(super) fn share(&self, share: &Range<usize>) -> Range<usize> {
        let bound = |bound: usize| {
            let own = bound.saturating_sub(self.before) / self.panels.len();
            self.tiles.start + own.min(self.tiles.len())
        };
        bound(share.start)..bound(share.end)
    }

    /// Returns the work of this group and all before it.
    pub(super) fn end(&self) -> usize {
        self.before + self.tiles.len() * self.panels.len()
    }
}

/// Returns the largest number of panels of a panel group, for a gradient with that layout.
pub(super) fn most_panels_of(groups: usize, gradient: &Layout, isa: Isa) -> usize {
    let panels = match groups {
        1 => gradient.channels.blocks(),
        _ => (gradient.channels.count() / groups).div_ceil(LANES),
    };
    sizes(panels, most_panels(isa))[0]
}

/// Returns the panel groups and the tiles of a convolution from an input to a gradient with these layouts.
pub(super) fn tiles(
    window: Window,
    groups: usize,
    [input, gradient]: [&Layout; 2],
    columns: Option<&Columns>,
    isa: Isa,
) -> (Vec<PanelGroup>, Vec<Tile>) {
    let [inputs, outputs] = [input, gradient].map(|layout| layout.channels.count() / groups);
    let (mut panel_groups, mut tiles) = (Vec::<PanelGroup>::new(), Vec::new());
    for group in 0..groups {
        let panels = panels(gradient, &(group * outputs..(group + 1) * outputs));
        let sizes = sizes(panels.len(), most_panels(isa));
        let most = most_rows(isa, sizes[0]);
        let first = tiles.len();
        match columns {
            Some(columns) => {
                let run = columns.taps * inputs;
                for row in 0..window.kernel[0] as usize {
                    push(&mut tiles, [row, 0], 0, row * run, run, most);
                }
            }
            None => {
                let channels = group * inputs..(group + 1) * inputs;
                push_channels(&mut tiles, window, input, &channels, most);
            }
        }
        let mut rest = &panels[..];
        for size in sizes {
            let (panels, behind) = rest.split_at(size);
            rest = behind;
            panel_groups.push(PanelGroup {
                panels: panels.into(),
                tiles: first..tiles.len(),
                before: panel_groups.last().map_or(0, PanelGroup::end),
            });
        }
    }
    (panel_groups, tiles)
}

/// Divides `panels` panels into as few groups of at most `most` as possible, of nearly equal sizes, the largest first.
fn sizes(panels: usize, most: usize) -> Vec<usize> {
    let groups = panels.div_ceil(most);
    (0..groups)
        .map(|group| (panels + groups - 1 - group) / groups)
        .collect()
}

/// Returns the panels of a range of channels.
fn panels(gradient: &Layout, channels: &Range<usize>) -> Vec<Panel> {
    let blocks = gradient.channels.iter().filter_map(|block| {
        let first = block.first.max(channels.start);
        let end = (block.first + block.len).min(channels.end);
        (first < end).then(|| Panel {
            block: block.block,
            lane: first - block.first,
            channel: first,
            len: end - first,
        })
    });
    blocks.collect()
}

/// Appends the tiles of a range of channels: block by block, so that a block's values stay in the first-level cache
/// while all taps read them.
fn push_channels(
    tiles: &mut Vec<Tile>,
    window: Window,
    input: &Layout,
    channels: &Range<usize>,
    most: usize,
) {
    let [rows, columns] = window.kernel.map(|taps| taps as usize);
    for block in input.channels.iter() {
        let first = block.first.max(channels.start);
        let end = (block.first + block.len).min(channels.end);
        if first >= end {
            continue;
        }
        let from = block.block * input.block_stride + first - block.first;
        for row in 0..rows {
            for column in 0..columns {
                let tap = row * columns + column;
                let to = tap * channels.len() + first - channels.start;
                push(tiles, [row, column], from, to, end - first, most);
            }
        }
    }
}

/// Appends tiles of nearly equal sizes, of at most `most` rows, for `len` rows from row `row` on.
fn push(
    tiles: &mut Vec<Tile>,
    taps: [usize; 2],
    input: usize,
    row: usize,
    len: usize,
    most: usize,
) {
    let mut at = 0;
    for rows in sizes(len, most) {
        tiles.push(Tile {
            taps,
            input: input + at,
            row: row + at,
            rows,
        });
        at += rows;
    }
}
