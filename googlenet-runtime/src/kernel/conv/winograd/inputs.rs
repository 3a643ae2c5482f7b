//! First stage of a Winograd convolution: the transform of inputs into the thread's scratch memory.

use super::block::{Block, TileRow, WinogradWork};
use super::passes::{InputPass, transform_inputs};
use googlenet_dsl::plan::LANES;

/// Position of the inputs under one row of tiles, for one channel block and one kernel part.
struct Under {
    /// Address of the first input under the row's first tile.
    from: *const f32,
    /// Number of `f32` values from one input row to the next, and from one column to the next.
    strides: [usize; 2],
    /// Number of input columns under the row of tiles.
    width: usize,
    /// Difference between the number of points of a tile of the first kernel part and of this kernel part, vertically
    /// and horizontally. Transformed inputs of the missing points are zero where the products read them.
    fewer: [usize; 2],
}

impl WinogradWork<'_> {
    /// Transforms the inputs under the row of tiles `block.rows[slot]` into the scratch memory, for all channel blocks
    /// and kernel parts. Folds them first if strides are folded.
    pub(super) fn inputs(&self, block: &Block, slot: usize) {
        let (winograd, args) = (self.winograd, self.args);
        let layout = &args.descriptor.input;
        let row = block.rows[slot];
        let image = args.from.wrapping_add(row.image * args.from_image);
        let across = &winograd.axes[1];
        let width = across.kinds.last().map_or(0, |kind| {
            kind.output + (kind.count - 1) * kind.outputs + kind.points
        });
        let (blocks, pixel_stride) = match &winograd.fold {
            Some(fold) => {
                let to = self.scratch.wrapping_add(winograd.scratch.folded);
                for at in 0..row.kind.points {
                    // SAFETY: the image is one of the run's; the scratch memory has room for as many folded rows and
                    // pixels.
                    unsafe {
                        let to = to.add(at * width * LANES);
                        fold.row(args.descriptor, image, row.y + at, width, to);
                    }
                }
                (1, LANES)
            }
            None => (layout.channels.blocks(), layout.pixel_stride),
        };
        for at in 0..blocks * winograd.parts.len() {
            let part = &winograd.parts[at / blocks];
            let (from, row_stride) = match &winograd.fold {
                Some(_) => {
                    let from = self.scratch.wrapping_add(winograd.scratch.folded);
                    (from.cast_const(), width * LANES)
                }
                None => {
                    let [top, left, ..] = args.descriptor.reach;
                    let from = image
                        .wrapping_add(layout.block_offset(at % blocks))
                        .wrapping_add(row.y * layout.row_stride)
                        .wrapping_sub(top * layout.row_stride + left * pixel_stride);
                    (from, layout.row_stride)
                }
            };
            let start = part.start[0] * row_stride + part.start[1] * pixel_stride;
            let under = Under {
                from: from.wrapping_add(start),
                strides: [row_stride, pixel_stride],
                width,
                fewer: [0, 1].map(|axis| winograd.parts[0].taps[axis] - part.taps[axis]),
            };
            // SAFETY: the rows and columns under the tiles lie inside the input with its border; each point's part of
            // the scratch memory has room for the block's tiles of all channels, and the buffer between the passes for
            // the rows of a row of tiles.
            unsafe {
                let to = self.scratch.add(at * winograd.scratch.block_stride);
                self.transform(row, slot, &under, to);
            }
        }
    }

    /// Transforms the inputs of one channel block and kernel part under a row of tiles, vertically, then horizontally.
    /// `slot` is the index of the row in the block of tiles. `to` is the address, in the transformed inputs of point 0,
    /// of this channel block and kernel part at the block's first tile.
    ///
    /// # Safety
    /// The rows and columns under the tiles must be valid from `under.from` on, and the scratch memory of each point
    /// from `to` on.
    unsafe fn transform(&self, row: TileRow, slot: usize, under: &Under, to: *mut f32) {
        let winograd = self.winograd;
        let isa = self.args.descriptor.isa;
        let across = &winograd.axes[1];
        let input_stride = winograd.scratch.input_stride;
        let columns = winograd.points[1];
        let place = |down: usize, point: usize, tile: usize| {
            let tile = slot * across.tiles_with_point(point) + tile;
            to.wrapping_add((down * columns + point) * input_stride + tile * LANES)
        };
        let Under {
            from,
            strides: [row_stride, pixel_stride],
            width,
            fewer,
        } = *under;
        let down_points = row.kind.points - fewer[0];
        // SAFETY: the caller guarantees the inputs and the scratch memory.
        unsafe {
            if columns == 1 {
                let pass = InputPass {
                    from,
                    step: row_stride,
                    next: pixel_stride,
                    to: std::array::from_fn(|point| place(point.min(row.kind.points - 1), 0, 0)),
                    count: width,
                };
                transform_inputs(isa, down_points, &pass);
                for point in down_points..row.kind.points.min(winograd.points[0] - fewer[0]) {
                    place(point, 0, 0).write_bytes(0, width * LANES);
                }
                return;
            }
            let (mut from, mut stride, mut step) = (from, row_stride, pixel_stride);
            if row.kind.points > 1 {
                let pass_buffer = self.scratch.add(winograd.scratch.pass_buffer);
                let pass = InputPass {
                    from,
                    step: row_stride,
                    next: pixel_stride,
                    to: std::array::from_fn(|point| {
                        pass_buffer.wrapping_add(point * width * LANES)
                    }),
                    count: width,
                };
                transform_inputs(isa, row.kind.points, &pass);
                (from, stride, step) = (pass_buffer.cast_const(), width * LANES, LANES);
            }
            for down in 0..row.kind.points {
                for kind in &across.kinds {
                    let points = kind.points - fewer[1];
                    let pass = InputPass {
                        from: from.add(down * stride + kind.output * step),
                        step,
                        next: kind.outputs * step,
                        to: std::array::from_fn(|point| {
                            place(down, point.min(kind.points - 1), kind.tile)
                        }),
                        count: kind.count,
                    };
                    transform_inputs(isa, points, &pass);
                    for point in points..kind.points.min(columns - fewer[1]) {
                        place(down, point, kind.tile).write_bytes(0, kind.count * LANES);
                    }
                }
            }
        }
    }
}
