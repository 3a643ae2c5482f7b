//! Which tiles of a Winograd convolution a thread computes.

use super::super::partition::Partition;
use super::{PointGroup, Winograd};
use crate::kernel::share::Share;
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// A thread's part of a block of rows of tiles.
pub(super) struct BlockShare {
    /// Rows of tiles, numbered through all images.
    pub(super) rows: Range<usize>,
    pub(super) mine: Pairs,
}

/// Range of (panel, unit) pairs, numbered panel by panel, where a unit is some tiles of a block.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    range: Range<usize>,
    /// Number of units of the block, and of tiles of a unit.
    units: usize,
    unit: usize,
}

impl Pairs {
    /// Returns the range of the block's tiles, numbered row by row, that the thread computes for a panel group.
    pub(super) fn tiles(&self, group: &PointGroup) -> Range<usize> {
        let bound = |bound: usize| {
            let unit = bound.saturating_sub(group.panel * self.units) / group.panels;
            unit.min(self.units) * self.unit
        };
        bound(self.range.start)..bound(self.range.end)
    }
}

impl Winograd {
    /// Returns the pairs of all panels and rows of a block of `rows` rows of tiles.
    pub(super) fn all_pairs(&self, rows: usize) -> Pairs {
        self.pairs_of_rows(0..rows * self.panels(), rows)
    }

    fn pairs_of_rows(&self, range: Range<usize>, rows: usize) -> Pairs {
        Pairs {
            range,
            units: rows,
            unit: self.axes[1].tiles(),
        }
    }

    /// Returns a thread's part of each block of a run over `images` images, in order; blocks of which it has none may be
    /// left out.
    pub(super) fn blocks(&self, images: usize, share: Share) -> impl Iterator<Item = BlockShare> {
        let all = self.axes[0].tiles() * images;
        let (rows, blocks) = match self.config.partition {
            _ if share.is_fine() => (0..all, self.bands(all, share.threads())),
            Partition::Pixels => {
                let rows = share.part(all);
                (rows.clone(), rows.len().div_ceil(self.rows))
            }
            Partition::Channels => (0..all, all.div_ceil(self.rows)),
        };
        let [panels, across] = [self.panels(), self.axes[1].tiles()];
        // Pairs of a panel and a tile of all blocks, block by block.
        let fine = share.part(all * across * panels);
        (0..blocks).filter_map(move |at| {
            let bound = |at: usize| rows.start + rows.len() * at / blocks;
            let rows = bound(at)..bound(at + 1);
            let mine = match self.config.partition {
                _ if share.is_fine() => {
                    let [start, end] = [rows.start, rows.end].map(|row| row * across * panels);
                    let of_block = |bound: usize| bound.clamp(start, end) - start;
                    Pairs {
                        range: of_block(fine.start)..of_block(fine.end),
                        units: rows.len() * across,
                        unit: 1,
                    }
                }
                Partition::Pixels => self.all_pairs(rows.len()),
                Partition::Channels => {
                    self.pairs_of_rows(share.part(rows.len() * panels), rows.len())
                }
            };
            let block = BlockShare { rows, mine };
            (!block.mine.range.is_empty()).then_some(block)
        })
    }

    /// Returns the number of blocks into which many threads divide `rows` rows of tiles: that for which a thread moves
    /// the fewest bytes. With more blocks it transforms fewer inputs, and multiplies them by the weights of more panels.
    fn bands(&self, rows: usize, threads: usize) -> usize {
        let values = |points: usize| points * self.segments.len() * LANES;
        let points: usize = self.points.iter().product();
        let of_row = 2 * values(points * self.axes[1].tiles());
        let weights = self.len / self.panels().max(1);
        let panels = self.panels();
        let moved = |bands: &usize| {
            let of_thread = (panels * bands).div_ceil(threads).min(panels);
            of_row * rows.div_ceil(*bands) + weights * of_thread
        };
        let least = rows.div_ceil(self.rows);
        let most = rows.min(threads).max(least);
        (least..=most).min_by_key(moved).unwrap_or(least)
    }

    /// Returns the number of parts of the pixels of `images` images, of which each of many threads computes one, or some
    /// channels of one.
    pub(in super::super) fn parts_of_pixels(&self, images: usize, threads: usize) -> usize {
        self.bands(self.axes[0].tiles() * images, threads)
            .min(threads)
    }

    /// Returns the number of multiply-accumulates of a thread's share, those with unused lanes included, transforms not.
    pub(in super::super) fn work(&self, images: usize, share: Share) -> usize {
        let tiles = |block: BlockShare| -> usize {
            let groups = self.panel_groups.iter();
            groups
                .map(|group| block.mine.tiles(group).len() * group.panels)
                .sum()
        };
        let own: usize = self.blocks(images, share).map(tiles).sum();
        let [down, across] = [0, 1].map(|at| self.axes[at].products());
        let depth = self.depth * self.parts.len() * LANES;
        own * down * across * depth / (self.axes[0].tiles() * self.axes[1].tiles())
    }

    /// Returns the number of multiply-accumulates of one row of tiles, transforms not included.
    pub(in super::super) fn work_of_row(&self) -> usize {
        self.work(1, Share::all()) / self.axes[0].tiles()
    }
}
