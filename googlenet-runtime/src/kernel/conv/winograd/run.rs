//! One thread's share of a Winograd convolution: the division into blocks of tiles, and the products.

use super::super::args::ConvArgs;
use super::super::descriptor::ConvDescriptor;
use super::super::fused_pool::{Band, RowBands};
use super::super::tile::{Lines, MAX_TILE_PIXELS, Tile, TileFn, kernel, max_line_pixels};
use super::block::{Block, MAX_ROWS, TileRow, WinogradWork};
use super::share::{BlockShare, Pairs};
use super::{PointGroup, Scratch, Winograd};
use crate::kernel::Worker;
use crate::kernel::arch::MAX_PANELS;
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Maximum number of bytes of weights that are prefetched with each reduction row.
const MAX_AHEAD: usize = 192;

/// Zeros for [`Tile::bias`], with which the sums of the products begin; the output transform adds the layer's bias.
static ZEROS: [f32; MAX_PANELS * LANES] = [0.0; MAX_PANELS * LANES];

impl Winograd {
    /// Computes one thread's share of the outputs, block of tiles by block of tiles, with the thread's scratch memory.
    pub(in super::super) fn run(&self, args: &ConvArgs<'_>, worker: &Worker<'_>) {
        let work = WinogradWork {
            winograd: self,
            args,
            scratch: worker.scratch(self.scratch.len),
        };
        let mut blocks = self.blocks(args.images, worker.share()).peekable();
        while let Some(BlockShare { rows, mine }) = blocks.next() {
            let block = self.block(rows);
            work.block(&block, &mine, None, blocks.peek().is_none());
        }
    }

    /// Returns the range of the primitive's packed weights, in `f32` values, that a thread reads first: the biases and
    /// the first point of its first panel group.
    pub(in super::super) fn first(&self, worker: &Worker<'_>) -> Range<usize> {
        let mine = self.blocks(worker.run.images(), worker.share()).next();
        let mut groups = self.panel_groups.iter();
        let group = mine.and_then(|block| groups.find(|group| !block.mine.tiles(group).is_empty()));
        let group = group.unwrap_or(&self.panel_groups[0]);
        group.offset..group.offset + group.panels * LANES + group.point_len
    }

    /// Returns the number of panels of all panel groups together.
    pub(super) fn panels(&self) -> usize {
        self.panel_groups.iter().map(|group| group.panels).sum()
    }

    /// Creates the block of tiles with a range of rows of tiles, which are numbered through all images. Reorders the
    /// rows so that those with more points come first.
    fn block(&self, rows: Range<usize>) -> Block {
        let axis = &self.axes[0];
        let of_image = axis.tiles();
        let row = |at: usize| {
            let (kind, y) = axis.tile(at % of_image);
            TileRow {
                image: at / of_image,
                kind,
                y,
            }
        };
        let mut block = Block {
            rows: [row(rows.start); MAX_ROWS],
            len: 0,
        };
        for kind in &axis.kinds {
            for at in rows.clone() {
                let row = row(at);
                if row.kind == *kind {
                    block.rows[block.len] = row;
                    block.len += 1;
                }
            }
        }
        block
    }
}

impl RowBands for Winograd {
    fn units(&self, _descriptor: &ConvDescriptor) -> usize {
        self.axes[0].tiles()
    }

    fn units_of_band(&self) -> usize {
        self.rows
    }

    fn band_size(&self) -> [usize; 2] {
        [self.rows * self.config.tile[0], self.config.panels]
    }

    fn first_row(&self, descriptor: &ConvDescriptor, unit: usize) -> usize {
        match unit < self.axes[0].tiles() {
            true => self.axes[0].tile(unit).1,
            false => descriptor.output.size[0],
        }
    }

    fn band(
        &self,
        args: &ConvArgs<'_>,
        worker: &Worker<'_>,
        tiles: Range<usize>,
        band: &dyn Band,
        is_last: bool,
    ) {
        let work = WinogradWork {
            winograd: self,
            args,
            scratch: worker.scratch(self.scratch.len),
        };
        let before = band.image() * self.axes[0].tiles();
        let block = self.block(before + tiles.start..before + tiles.end);
        work.block(&block, &self.all_pairs(block.len), Some(band), is_last);
    }
}

impl WinogradWork<'_> {
    /// Runs all stages for a thread's part of a block of tiles. `band` holds the rows that are pooled as soon as they are
    /// computed, or is `None` without a fused pooling. `is_last` marks the thread's last block, during which the weights
    /// of the next primitive are prefetched.
    fn block(&self, block: &Block, mine: &Pairs, band: Option<&dyn Band>, is_last: bool) {
        let winograd = self.winograd;
        let across = winograd.axes[1].tiles();
        let groups = &winograd.panel_groups;
        let has_tiles = |group: &PointGroup| !mine.tiles(group).is_empty();
        let Some(first) = groups.iter().position(has_tiles) else {
            return;
        };
        let last = groups.iter().rposition(has_tiles).unwrap_or(first);
        let rows = |tiles: &Range<usize>| tiles.start / across..tiles.end.div_ceil(across);
        for slot in 0..block.len {
            let is_needed = |group: &PointGroup| rows(&mine.tiles(group)).contains(&slot);
            if groups[first..=last].iter().any(is_needed) {
                self.inputs(block, slot);
            }
        }
        for at in first..=last {
            let group = &groups[at];
            let next = |group: &PointGroup| {
                let len = group.panels * LANES + group.point_len;
                &self.args.weights[group.offset..][..len]
            };
            let ahead = match at < last {
                true => next(&groups[at + 1]),
                false if !is_last => next(&groups[first]),
                false => self.args.prefetch,
            };
            let tiles = mine.tiles(group);
            self.products(block, group, &tiles, ahead);
            let to = band.map_or(self.args.to, |band| band.target(self.args, group.panel));
            for slot in rows(&tiles) {
                let before = slot * across;
                let columns =
                    tiles.start.max(before) - before..tiles.end.min(before + across) - before;
                for panel in 0..group.panels {
                    self.outputs(block, slot, &columns, (group, panel), to);
                }
            }
            if let Some(band) = band {
                band.finish(group.panel..group.panel + group.panels);
            }
        }
    }

    /// Multiplies the transformed inputs of the tiles `mine` of the block by the weights of a panel group, point by point, and stores the sums over input channels and kernel parts in the scratch memory. Prefetches each
    /// next point's weights and, during the last point, the weights `ahead`.
    fn products(&self, block: &Block, group: &PointGroup, mine: &Range<usize>, ahead: &[f32]) {
        let winograd = self.winograd;
        let all_across = winograd.axes[1].tiles();
        let Scratch {
            block_stride,
            input_stride,
            product_stride,
            products,
            ..
        } = winograd.scratch;
        let isa = self.args.descriptor.isa;
        let [down, across] = winograd.points;
        let weights = &self.args.weights[group.offset + group.panels * LANES..];
        let mut tile = Tile {
            last: LANES,
            inputs: [std::ptr::null(); MAX_TILE_PIXELS],
            outputs: [std::ptr::null_mut(); MAX_TILE_PIXELS],
            block_stride,
            weights: weights.as_ptr(),
            bias: ZEROS.as_ptr(),
            segments: winograd.segments.as_ptr(),
            segment_count: winograd.segments.len(),
            added: None,
            activation: Elementwise::None,
            ahead: ahead.as_ptr().cast(),
            ahead_step: 0,
            count: 1,
            steps: [0, 0],
        };
        assert!(group.panels <= MAX_PANELS, "there are zeros for all panels");
        let most = max_line_pixels(isa, group.panels);
        let mut kernels: [Option<TileFn>; MAX_TILE_PIXELS + 1] = [None; MAX_TILE_PIXELS + 1];
        for point in 0..down * across {
            let rows_with_point = block.rows_with_point(point / across);
            let row_tiles = winograd.axes[1].tiles_with_point(point % across);
            // Tiles without the point are not stored.
            let stored = |tile: usize| {
                let (row, column) = (tile / all_across, tile % all_across);
                (row * row_tiles + column.min(row_tiles)).min(rows_with_point * row_tiles)
            };
            let tiles = stored(mine.start)..stored(mine.end);
            if tiles.is_empty() {
                continue;
            }
            let parts = winograd.parts_with_point(point);
            let depth = parts * winograd.depth;
            tile.segment_count = parts * winograd.segments.len() / winograd.parts.len();
            let calls = tiles.len().div_ceil(most);
            tile.weights = weights[point * group.point_len..].as_ptr();
            let bytes = match point + 1 < down * across {
                true => {
                    tile.ahead = weights[(point + 1) * group.point_len..].as_ptr().cast();
                    size_of::<f32>() * group.point_len
                }
                false => {
                    tile.ahead = ahead.as_ptr().cast();
                    size_of_val(ahead)
                }
            };
            tile.ahead_step = bytes.div_ceil(calls * depth).min(MAX_AHEAD);
            let from = self.scratch.wrapping_add(point * input_stride);
            let to = self.scratch.wrapping_add(products + point * product_stride);
            // Tiles of sizes that differ by one at most, the larger ones first.
            let (size, larger) = (tiles.len() / calls, tiles.len() % calls);
            let mut begin = tiles.start;
            for (size, calls) in [(size + 1, larger), (size, calls - larger)] {
                if calls == 0 {
                    continue;
                }
                tile.inputs[0] = from.wrapping_add(begin * LANES);
                tile.outputs[0] = to.wrapping_add(begin * LANES);
                (tile.count, tile.steps) = (calls, [size * LANES; 2]);
                let kernel = *kernels[size]
                    .get_or_insert_with(|| kernel(isa, Lines::Both, size, group.panels));
                // SAFETY: the tiles belong to the block, whose transformed inputs and products have room in the scratch
                // memory; the weights are the group's; the processor has the instruction set, as its features were
                // detected before `isa` was chosen.
                unsafe { kernel(&tile) };
                tile.ahead = tile.ahead.wrapping_add(tile.ahead_step * depth * calls);
                begin += size * calls;
            }
        }
    }
}
