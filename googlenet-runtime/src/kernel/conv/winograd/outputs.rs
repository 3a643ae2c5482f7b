//! Last stage of a Winograd convolution: the transform of products to outputs, with bias and activation.

use super::block::{Block, WinogradWork};
use super::passes::{OutputPass, transform_outputs};
use super::{PointGroup, Scratch};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;
use std::ops::Range;

impl WinogradWork<'_> {
    /// Transforms the products of the tiles `mine` of the row of tiles `block.rows[slot]` into the outputs of one panel, the
    /// one with index `panel` in the panel group `group`. `to` is the address of the first pixel of the first image's panel 0; for a band
    /// (rows that are computed together for a fused pooling), the address that this pixel would have.
    pub(super) fn outputs(
        &self,
        block: &Block,
        slot: usize,
        mine: &Range<usize>,
        (group, panel): (&PointGroup, usize),
        to: *mut f32,
    ) {
        let (winograd, args) = (self.winograd, self.args);
        let isa = args.descriptor.isa;
        let layout = &args.descriptor.output;
        let across = &winograd.axes[1];
        let row = block.rows[slot];
        let Scratch {
            block_stride,
            product_stride,
            products,
            pass_buffer,
            ..
        } = winograd.scratch;
        let columns = winograd.points[1];
        let bias = args.weights[group.offset + panel * LANES..][..LANES].as_ptr();
        let to = to.wrapping_add(
            row.image * args.to_image
                + (group.panel + panel) * layout.block_stride
                + row.y * layout.row_stride,
        );
        let products = self.scratch.wrapping_add(products + panel * block_stride);
        let place = |down: usize, point: usize, tile: usize| {
            let tile = slot * across.tiles_with_point(point) + tile;
            let place = (down * columns + point) * product_stride + tile * LANES;
            products.wrapping_add(place).cast_const()
        };
        // SAFETY: the products and the buffer between the passes lie in the scratch memory; the rows and columns of the
        // tiles lie inside the output, and these tiles of the panel are written by this thread only.
        unsafe {
            if columns == 1 {
                let pass = OutputPass {
                    from: std::array::from_fn(|down| {
                        place(down.min(row.kind.points - 1), 0, mine.start)
                    }),
                    to: to.add(mine.start * layout.pixel_stride),
                    to_step: layout.row_stride,
                    to_next: layout.pixel_stride,
                    count: mine.len(),
                    bias: Some(bias),
                    epilogue: args.epilogue,
                };
                return transform_outputs(isa, row.kind.points, row.kind.outputs, &pass);
            }
            let pass_buffer = self.scratch.add(pass_buffer);
            let stride = across.tiles() * LANES;
            let one_row = row.kind.points == 1;
            if !one_row {
                for point in 0..columns {
                    let pass = OutputPass {
                        from: std::array::from_fn(|down| {
                            place(down.min(row.kind.points - 1), point, mine.start)
                        }),
                        to: pass_buffer.add(point * stride + mine.start * LANES),
                        to_step: columns * stride,
                        to_next: LANES,
                        count: across
                            .tiles_with_point(point)
                            .min(mine.end)
                            .saturating_sub(mine.start),
                        bias: None,
                        epilogue: Elementwise::None.into(),
                    };
                    transform_outputs(isa, row.kind.points, row.kind.outputs, &pass);
                }
            }
            for y in 0..row.kind.outputs {
                for kind in &across.kinds {
                    let tile = mine.start.max(kind.tile);
                    let count = mine.end.min(kind.tile + kind.count).saturating_sub(tile);
                    if count == 0 {
                        continue;
                    }
                    let from = |point: usize| {
                        let point = point.min(kind.points - 1);
                        match one_row {
                            true => place(0, point, tile),
                            false => pass_buffer
                                .wrapping_add((y * columns + point) * stride + tile * LANES)
                                .cast_const(),
                        }
                    };
                    let column = kind.output + (tile - kind.tile) * kind.outputs;
                    let to = to.add(y * layout.row_stride + column * layout.pixel_stride);
                    let pass = OutputPass {
                        from: std::array::from_fn(from),
                        to,
                        to_step: layout.pixel_stride,
                        to_next: kind.outputs * layout.pixel_stride,
                        count,
                        bias: Some(bias),
                        epilogue: args.epilogue,
                    };
                    transform_outputs(isa, kind.points, kind.outputs, &pass);
                }
            }
        }
    }
}
