//! Direct convolution tap by tap, for windows that reach over edges where the input has no border in memory.

use super::super::tile::{Lines, kernel};
use super::PanelGroup;
use super::rows::Table;
use super::run::DirectWork;
use super::store::{RESULTS, TileResults};
use googlenet_dsl::op::Elementwise;
use std::ops::Range;

impl DirectWork<'_> {
    /// Computes a range of output pixels, numbered through all images, one by one and tap by tap, and skips the taps
    /// that lie outside the input.
    pub(super) fn clipped(&self, group: &PanelGroup, pixels: Range<usize>) {
        let descriptor = self.args.descriptor;
        let kernel = kernel(descriptor.isa, Lines::Neither, 1, group.panels);
        let panel = self.panel(group);
        let mut memory = std::mem::MaybeUninit::<[f32; RESULTS]>::uninit();
        let results = memory.as_mut_ptr().cast();
        let results = TileResults::new(descriptor, group, usize::MAX, results);
        let mut cursor = self.cursor(pixels.start);
        let [height, width] = descriptor.input.size;
        let [top, left, ..] = descriptor.reach;
        for _ in pixels {
            let source = [
                cursor.y * descriptor.window.stride[0] as usize,
                cursor.x * descriptor.window.stride[1] as usize,
            ];
            let (from, to) = self.take(&mut cursor);
            let target = to.wrapping_add(panel);
            let to = results.as_ref().map_or(target, |results| results.pixel(0));
            let inside = |table: &&Table| {
                let row = (source[0] + table.tap[0]).wrapping_sub(top);
                let column = (source[1] + table.tap[1]).wrapping_sub(left);
                row < height && column < width
            };
            let tables = &self.direct.tables[group.tables.clone()];
            let last = tables.iter().rev().find(inside);
            let mut first = true;
            for table in tables.iter().filter(inside) {
                let mut tile = self.tile(group, table, results.as_ref());
                tile.inputs[0] = from;
                tile.outputs[0] = to;
                tile.resume = !first;
                first = false;
                if last.is_some_and(|last| !std::ptr::eq(last, table)) {
                    tile.activation = Elementwise::None;
                }
                // SAFETY: outputs, threads and instruction set as in `tiles`; the tap lies inside the input.
                unsafe { kernel(&tile) };
            }
            if first {
                let mut tile = self.tile(group, &tables[0], results.as_ref());
                tile.outputs[0] = to;
                tile.segment_count = 0;
                // SAFETY: outputs, threads and instruction set as in `tiles`; without segments, no input is read.
                unsafe { kernel(&tile) };
            }
            if let Some(results) = &results {
                // SAFETY: outputs and threads as in `tiles`; the pixel's results were written.
                unsafe { results.store(0, &[target]) };
            }
        }
    }
}
