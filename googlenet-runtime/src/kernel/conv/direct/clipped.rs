//! Direct convolution tap by tap, for windows that reach over edges where the input has no border in memory.

use super::super::tile::{Lines, MAX_TILE_PIXELS, NO_BIAS, full, kernel};
use super::PanelGroup;
use super::rows::Table;
use super::run::DirectWork;
use super::store::{RESULTS, TileResults};
use googlenet_dsl::op::Elementwise;
use std::ops::Range;

impl DirectWork<'_> {
    /// Computes a range of output pixels, numbered through all images, tap by tap, and skips the taps that lie outside
    /// the input. Pixels of a row that all taps reach sideways are computed together, others one by one.
    pub(super) fn clipped(&self, group: &PanelGroup, pixels: Range<usize>) {
        let descriptor = self.args.descriptor;
        let most = full(descriptor.isa)[0];
        let panel = self.panel(group);
        let mut memory = std::mem::MaybeUninit::<[f32; RESULTS]>::uninit();
        let results = memory.as_mut_ptr().cast();
        let results = TileResults::new(self.args, group, usize::MAX, results);
        let mut cursor = self.cursor(pixels.start);
        let [height, width] = descriptor.input.size;
        let [top, left, ..] = descriptor.reach;
        let stride = descriptor.window.stride.map(|stride| stride as usize);
        let inner = self.inner();
        let mut at = pixels.start;
        while at < pixels.end {
            let source = [cursor.y * stride[0], cursor.x * stride[1]];
            let count = match inner.contains(&cursor.x) {
                true => most.min(inner.end - cursor.x).min(pixels.end - at),
                false => 1,
            };
            at += count;
            let mut inputs = [std::ptr::null(); MAX_TILE_PIXELS];
            let mut targets = [std::ptr::null_mut(); MAX_TILE_PIXELS];
            for pixel in 0..count {
                let (from, to) = self.take(&mut cursor, 1);
                (inputs[pixel], targets[pixel]) = (from, to.wrapping_add(panel));
            }
            let outputs = match &results {
                Some(results) => std::array::from_fn(|pixel| results.pixel(pixel)),
                None => targets,
            };
            let kernel = kernel(descriptor.isa, Lines::Neither, count, group.panels);
            let inside = |table: &&Table| {
                let row = (source[0] + table.tap[0]).wrapping_sub(top);
                let column = (source[1] + table.tap[1]).wrapping_sub(left);
                row < height && column < width
            };
            let tables = &self.direct.tables[group.tables.clone()];
            let last = tables.iter().rev().find(inside);
            if let Some(results) = &results {
                // SAFETY: outputs and threads as in `tiles`.
                unsafe { results.load(0, &targets[..count]) };
            }
            let mut first = true;
            for table in tables.iter().filter(inside) {
                let mut tile = self.tile(group, table, results.as_ref());
                (tile.inputs, tile.outputs) = (inputs, outputs);
                if !first {
                    (tile.added, tile.bias) = (Some(0), NO_BIAS.as_ptr());
                }
                first = false;
                if last.is_some_and(|last| !std::ptr::eq(last, table)) {
                    tile.activation = Elementwise::None;
                }
                // SAFETY: outputs, threads and instruction set as in `tiles`; the tap lies inside the input, for each of
                // several pixels as for the first.
                unsafe { kernel(&tile) };
            }
            if first {
                let mut tile = self.tile(group, &tables[0], results.as_ref());
                tile.outputs = outputs;
                tile.segment_count = 0;
                // SAFETY: outputs, threads and instruction set as in `tiles`; without segments, no input is read.
                unsafe { kernel(&tile) };
            }
            if let Some(results) = &results {
                // SAFETY: outputs and threads as in `tiles`; the pixels' results were written.
                unsafe { results.store(0, &targets[..count]) };
            }
        }
    }

    /// Returns the columns of the output whose windows do not reach over the left or right edge of the input.
    fn inner(&self) -> Range<usize> {
        let descriptor = self.args.descriptor;
        let (stride, left) = (descriptor.window.stride[1] as usize, descriptor.reach[1]);
        let (columns, width) = (descriptor.output.size[1], descriptor.input.size[1]);
        let first = left.div_ceil(stride).min(columns);
        let last = (width + left).checked_sub(descriptor.window.axis(1).reach());
        let end = last.map_or(0, |last| last / stride + 1).min(columns);
        first..end.max(first)
    }
}
