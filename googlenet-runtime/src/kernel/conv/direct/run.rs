//! One thread's share of a direct convolution.

use super::super::args::ConvArgs;
use super::super::descriptor::ConvDescriptor;
use super::super::fused_pool::{Band, RowBands};
use super::super::tile::{Lines, MAX_TILE_PIXELS, Tile, TileFn, full, kernel, max_line_pixels};
use super::padded::{Copied, PaddedRows};
use super::rows::Table;
use super::store::{PANEL_STRIDE, RESULTS, TileResults};
use super::{Direct, PanelGroup};
use crate::kernel::{Isa, Worker};
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Maximum number of bytes of weights that are prefetched with each reduction row, for a tile of at most the usual
/// number of pixels; a tile of twice as many pixels prefetches up to twice as many bytes. More would delay the row's
/// own loads.
const MAX_AHEAD: usize = 32;

impl Direct {
    /// Computes one thread's share of the outputs, of the pixels of a block one panel group after the other.
    pub(in super::super) fn run(&self, args: &ConvArgs<'_>, worker: &Worker<'_>) {
        let work = DirectWork::new(self, args, worker);
        let pixels = args.descriptor.pixels() * args.images;
        let mine = self.share(args.descriptor, args.images, worker.share());
        let size = full(args.descriptor.isa)[0];
        let (all, block) = (
            pixels.div_ceil(size),
            self.block_tiles.unwrap_or(usize::MAX),
        );
        for begin in (0..all).step_by(block) {
            let end = all.min(begin.saturating_add(block));
            let tiles = |group: &PanelGroup| {
                let mine = mine.units(group.panel, group.panels);
                mine.start.clamp(begin, end)..mine.end.clamp(begin, end)
            };
            for (at, group) in self.panel_groups.iter().enumerate() {
                let now = tiles(group);
                if now.is_empty() {
                    continue;
                }
                let next = self.panel_groups.get(at + 1);
                let next = next.filter(|next| !tiles(next).is_empty());
                let again = || self.panel_groups.first().filter(|_| end < all);
                let ahead = ahead(args, next.or_else(again));
                work.pixels(group, now.start * size..pixels.min(now.end * size), ahead);
            }
        }
    }

    /// Returns the range of the primitive's packed weights, in `f32` values, that a thread reads first: those of its
    /// first panel group (of the primitive's first one if the thread has no share).
    pub(in super::super) fn first(
        &self,
        descriptor: &ConvDescriptor,
        worker: &Worker<'_>,
    ) -> Range<usize> {
        let images = worker.run.images();
        let mine = self.share(descriptor, images, worker.share());
        let mut groups = self.panel_groups.iter();
        let first = groups.find(|group| !mine.units(group.panel, group.panels).is_empty());
        let group = first.unwrap_or(&self.panel_groups[0]);
        group.offset..group.offset + group.len
    }
}

impl RowBands for Direct {
    fn units_of_band(&self) -> usize {
        self.band_rows
    }

    fn band_size(&self) -> [usize; 2] {
        [self.band_rows, self.most_panels()]
    }

    fn band(
        &self,
        args: &ConvArgs<'_>,
        worker: &Worker<'_>,
        rows: Range<usize>,
        band: &dyn Band,
        is_last: bool,
    ) {
        let width = args.descriptor.output.size[1];
        let before = band.image() * args.descriptor.pixels();
        for (at, group) in self.panel_groups.iter().enumerate() {
            let next = match self.panel_groups.get(at + 1) {
                None if is_last => None,
                None => self.panel_groups.first(),
                next => next,
            };
            let ahead = ahead(args, next);
            let args = &ConvArgs {
                to: band.target(args, group.panel),
                ..*args
            };
            let work = DirectWork::new(self, args, worker);
            work.pixels(
                group,
                before + rows.start * width..before + rows.end * width,
                ahead,
            );
            band.finish(group.panel..group.panel + group.panels);
        }
    }
}

/// Returns the weights to prefetch while a panel group is computed: those of the panel group `next` or, if that is
/// `None`, the first ones of the next primitive.
fn ahead<'j>(args: &ConvArgs<'j>, next: Option<&PanelGroup>) -> &'j [f32] {
    match next {
        Some(group) => &args.weights[group.offset..][..group.len],
        None => args.prefetch,
    }
}

/// Direct convolution with the arguments of one run, on one thread.
pub(super) struct DirectWork<'a> {
    pub(super) direct: &'a Direct,
    pub(super) args: &'a ConvArgs<'a>,
    /// Address of the thread's scratch memory; null if the convolution needs none.
    scratch: *mut f32,
    /// Number of values from the inputs of an output pixel to those of the next in the row.
    pub(super) step: usize,
    /// Rows of the input in the scratch memory; `None` if the input is read where it lies.
    pub(super) copied: Option<Copied>,
}

impl<'a> DirectWork<'a> {
    fn new(direct: &'a Direct, args: &'a ConvArgs<'a>, worker: &Worker<'_>) -> DirectWork<'a> {
        DirectWork {
            direct,
            args,
            scratch: match direct.scratch_len() {
                0 => std::ptr::null_mut(),
                len => worker.scratch(len),
            },
            step: args.descriptor.window.stride[1] as usize
                * direct.source(args.descriptor).pixel_stride,
            copied: None,
        }
    }
}

impl DirectWork<'_> {
    /// Returns the number of values from a pixel's first output in panel 0 to that in the group's first panel.
    pub(super) fn panel(&self, group: &PanelGroup) -> usize {
        let descriptor = self.args.descriptor;
        group.panel
            * match descriptor.stores_blocks() {
                true => descriptor.output.block_stride,
                false => LANES,
            }
    }

    /// Returns the arguments of a register tile of a panel group for the reduction rows of a table, without addresses
    /// of pixels and without prefetching; `results` is the memory that it writes instead of the outputs, if it does.
    pub(super) fn tile(
        &self,
        group: &PanelGroup,
        table: &Table,
        results: Option<&TileResults>,
    ) -> Tile {
        let descriptor = self.args.descriptor;
        let (block_stride, last) = match results {
            Some(_) => (PANEL_STRIDE, LANES),
            None if descriptor.stores_blocks() => (descriptor.output.block_stride, LANES),
            None => (LANES, group.last_len(descriptor)),
        };
        let weights = self.args.weights.as_ptr().wrapping_add(group.offset);
        let row = group.panels * LANES;
        Tile {
            inputs: [std::ptr::null(); MAX_TILE_PIXELS],
            outputs: [std::ptr::null_mut(); MAX_TILE_PIXELS],
            block_stride,
            last,
            weights: weights.wrapping_add((1 + table.first_row) * row),
            bias: weights,
            segments: table.segments.as_ptr(),
            segment_count: table.segments.len(),
            added: match results {
                Some(results) => results.held(),
                None => self.args.epilogue.added.distance(),
            },
            activation: self.args.epilogue.activation,
            ahead: weights.cast(),
            ahead_step: 0,
            count: 1,
            steps: [0, 0],
        }
    }

    /// Computes a range of output pixels, numbered through all images, for one panel group. Prefetches the weights
    /// `ahead`, spread evenly over the reduction rows as far as [`MAX_AHEAD`] allows; a clipped convolution prefetches
    /// nothing.
    fn pixels(&self, group: &PanelGroup, pixels: Range<usize>, ahead: &[f32]) {
        match &self.direct.padded {
            _ if self.direct.clipped => self.clipped(group, pixels),
            Some(padded) => self.padded(padded, group, pixels, ahead),
            None => self.tiles(group, pixels, ahead),
        }
    }

    /// Computes a range of output pixels, numbered through all images, for one panel group, from rows of the input that
    /// are copied with their padding, some at a time.
    fn padded(
        &self,
        padded: &PaddedRows,
        group: &PanelGroup,
        pixels: Range<usize>,
        mut ahead: &[f32],
    ) {
        let [height, width] = self.args.descriptor.output.size;
        let mut at = pixels.start;
        while at < pixels.end {
            let (image, first) = (at / width / height, at / width % height);
            let rows = first..(first + padded.outputs).min(height);
            let end = ((image * height + rows.end) * width).min(pixels.end);
            let work = DirectWork {
                // SAFETY: the scratch memory was checked to have room, and belongs to this thread; the region of the
                // input was checked, and no step writes what another step of its phase reads.
                copied: Some(unsafe { padded.copy(self.args, image, &rows, self.scratch) }),
                ..*self
            };
            work.tiles(group, at..end, ahead);
            ahead = &[];
            at = end;
        }
    }

    /// Computes a range of output pixels as [`DirectWork::pixels`] does, where no tap lies outside the memory that is
    /// read.
    fn tiles(&self, group: &PanelGroup, pixels: Range<usize>, ahead: &[f32]) {
        let isa = self.args.descriptor.isa;
        let size = full(isa)[0];
        let table = &self.direct.tables[group.tables.start];
        let mut memory = std::mem::MaybeUninit::<[f32; RESULTS]>::uninit();
        let results = memory.as_mut_ptr().cast();
        let results = TileResults::new(self.args, group, table.rows, results);
        let mut tile = self.tile(group, table, results.as_ref());
        // Pixels whose inputs lie on a line are computed in tiles of twice the usual size, if the registers suffice.
        let units = max_line_pixels(isa, group.panels) / size;
        let most = units * size;
        let rows = pixels.len().div_ceil(most) * table.rows;
        let bytes = size_of_val(ahead);
        if rows > 0 && bytes > 0 {
            tile.ahead = ahead.as_ptr().cast();
            tile.ahead_step = bytes.div_ceil(rows).min(MAX_AHEAD * units);
        }
        let panel = self.panel(group);
        let mut cursor = self.cursor(pixels.start);
        let mut targets = [std::ptr::null_mut(); MAX_TILE_PIXELS];
        let steps = [self.step, self.args.descriptor.output.pixel_stride];
        // With this step, the inputs of consecutive pixels are at least `LANES` values apart, so the last pixel's
        // address shows whether all pixels lie on a line.
        let by_lanes = steps[0] == LANES;
        let whole =
            [Lines::Neither, Lines::Inputs].map(|lines| kernel(isa, lines, size, group.panels));
        let row = RowTiles::new(isa, group.panels, steps).filter(|_| results.is_none());
        let rows_meet = self.rows_meet();
        let mut at = pixels.start;
        while at < pixels.end {
            let line = self.line(&cursor, rows_meet).min(pixels.end - at);
            if let Some(row) = row.as_ref().filter(|row| row.size <= line) {
                let count = line / row.size;
                let (from, to) = self.take(&mut cursor, count * row.size);
                row.set(&mut tile, (from, to.wrapping_add(panel)), count);
                // SAFETY: as below.
                unsafe { (row.kernel)(&tile) };
                tile.ahead = tile
                    .ahead
                    .wrapping_add(tile.ahead_step * table.rows * count);
                tile.count = 1;
                at += count * row.size;
                continue;
            }
            let count = most.min(pixels.end - at);
            self.take_each(&mut cursor, count, |pixel, (from, to)| {
                tile.inputs[pixel] = from;
                tile.outputs[pixel] = to.wrapping_add(panel);
            });
            if let Some(results) = &results {
                targets = tile.outputs;
                tile.outputs = std::array::from_fn(|pixel| results.pixel(pixel));
            }
            let line = tile.inputs[0].wrapping_add((count - 1) * LANES);
            let is_line = by_lanes && std::ptr::eq(tile.inputs[count - 1], line);
            let mut begin = 0;
            while begin < count {
                if begin > 0 {
                    tile.inputs.copy_within(begin..count, 0);
                    tile.outputs.copy_within(begin..count, 0);
                }
                let now = if is_line {
                    count
                } else {
                    size.min(count - begin)
                };
                let kernel = match now == size {
                    true => whole[usize::from(is_line)],
                    false if is_line => kernel(isa, Lines::Inputs, now, group.panels),
                    false => kernel(isa, Lines::Neither, now, group.panels),
                };
                // SAFETY: pixels and panels are in range, so their outputs lie inside the region, which was checked;
                // the table's offsets stay inside the input with its border, which covers the window; each tile is
                // computed by one thread only; the processor has the instruction set, as its features were detected
                // before `isa` was chosen.
                unsafe {
                    if let Some(results) = &results {
                        results.load(begin, &targets[begin..begin + now]);
                    }
                    kernel(&tile);
                    if let Some(results) = &results {
                        results.store(begin, &targets[begin..begin + now]);
                    }
                }
                tile.ahead = tile.ahead.wrapping_add(tile.ahead_step * table.rows);
                begin += now;
            }
            at += count;
        }
    }
}

/// How the pixels of a row of outputs are computed: in tiles of equal size, one behind the other, by one call.
struct RowTiles {
    kernel: TileFn,
    /// Number of pixels of a tile.
    size: usize,
    /// Numbers of values from one pixel to the next, in input and output.
    steps: [usize; 2],
}

impl RowTiles {
    /// Returns `None` if only the inputs lie on a line, as their kernels compute one tile a call.
    fn new(isa: Isa, panels: usize, steps: [usize; 2]) -> Option<RowTiles> {
        let (lines, size) = match steps {
            [LANES, LANES] => (Lines::Both, max_line_pixels(isa, panels)),
            [LANES, _] => return None,
            _ => (Lines::Neither, full(isa)[0]),
        };
        Some(RowTiles {
            kernel: kernel(isa, lines, size, panels),
            size,
            steps,
        })
    }

    /// Sets pixels and number of the tiles: `count` tiles from the pixel with these addresses on.
    fn set(&self, tile: &mut Tile, (from, to): (*const f32, *mut f32), count: usize) {
        (tile.inputs[0], tile.outputs[0]) = (from, to);
        if self.steps != [LANES; 2] {
            for pixel in 1..self.size {
                tile.inputs[pixel] = from.wrapping_add(pixel * self.steps[0]);
                tile.outputs[pixel] = to.wrapping_add(pixel * self.steps[1]);
            }
        }
        tile.count = count;
        tile.steps = self.steps.map(|step| step * self.size);
    }
}
