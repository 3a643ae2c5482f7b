//! Sums, scaling and copies.

use super::arch::{Kernel, Simd, entry};
use super::run::View;
use super::{Isa, Share, activation};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::Region;

/// The sum of maps or vectors of one shape, in the order of the inputs, each times its factor where there are any, then
/// the activation.
pub(crate) fn add(
    share: &Share<'_>,
    inputs: &[Region],
    output: &Region,
    factors: &[f32],
    activation: Elementwise,
) {
    assert!(
        factors.is_empty() || factors.len() == inputs.len(),
        "a factor for every input"
    );
    assert!(
        inputs.iter().all(|input| input.shape == output.shape),
        "operands have the result's shape"
    );
    share.for_rows(&output.layout, |picture, block, y| {
        let target = share.run.output(output, picture, inputs);
        // SAFETY: each row is one thread's, and the output was checked against the inputs.
        let to = unsafe { target.row_mut(block, y) };
        for (slot, input) in inputs.iter().enumerate() {
            let source = share.run.view(input, picture);
            let factor = factors.get(slot).copied().unwrap_or(1.0);
            if input.is_alike(output) {
                add_row(share.isa, to, source.row(block, y), factor, slot == 0);
            } else {
                regroup(&source, &target, block, y, |from, to| {
                    let sum = if slot == 0 { 0.0 } else { *to };
                    *to = sum + factor * from;
                });
            }
        }
        activation::apply(activation, to);
    });
}

fn add_row(isa: Isa, to: &mut [f32], from: &[f32], factor: f32, first: bool) {
    // SAFETY: the instruction set was detected before it was chosen.
    unsafe { entry::<AddRow>(isa)((to, from, factor, first)) };
}

/// Adds values times a factor, or puts them there where they are the first.
struct AddRow;

impl Kernel for AddRow {
    type Args<'a> = (&'a mut [f32], &'a [f32], f32, bool);

    #[inline(always)]
    unsafe fn run<S: Simd>((to, from, factor, first): Self::Args<'_>) {
        let pairs = to.iter_mut().zip(from);
        if first {
            pairs.for_each(|(sum, value)| *sum = factor * value);
        } else {
            pairs.for_each(|(sum, value)| *sum += factor * value);
        }
    }
}

/// Calls `merge` for each channel of a row of the target's block with the source's value, where the two have their
/// channels in blocks of different bounds.
fn regroup(
    source: &View<'_>,
    target: &View<'_>,
    block: usize,
    y: usize,
    merge: impl Fn(f32, &mut f32),
) {
    let width = target.layout.size[1];
    let (from_step, to_step) = (source.layout.pixel_stride, target.layout.pixel_stride);
    let own = target.layout.channels.block(block);
    for other in source.layout.channels.iter() {
        let first = own.first.max(other.first);
        let end = (own.first + own.len).min(other.first + other.len);
        if first >= end {
            continue;
        }
        let row = source.row(other.block, y);
        for x in 0..width {
            for channel in first..end {
                let value = row[x * from_step + channel - other.first];
                // SAFETY: the target's row is this thread's.
                let to =
                    unsafe { target.pixel_mut(block, y, x * to_step + channel - own.first, 1) };
                merge(value, &mut to[0]);
            }
        }
    }
}

/// The channels of maps or vectors one behind the other.
pub(crate) fn concat(share: &Share<'_>, inputs: &[Region], output: &Region) {
    let channels: usize = inputs.iter().map(|input| input.shape.channels()).sum();
    assert!(
        channels == output.shape.channels()
            && inputs
                .iter()
                .all(|input| input.layout.size == output.layout.size),
        "branches fit the result"
    );
    share.for_rows(&output.layout, |picture, block, y| {
        let target = share.run.output(output, picture, inputs);
        let own = output.layout.channels.block(block);
        let (to_step, width) = (output.layout.pixel_stride, output.layout.size[1]);
        // SAFETY: as in `add`.
        let to = unsafe { target.row_mut(block, y) };
        let mut before = 0;
        for input in inputs {
            let source = share.run.view(input, picture);
            for other in input.layout.channels.iter() {
                let first = own.first.max(before + other.first);
                let end = (own.first + own.len).min(before + other.first + other.len);
                if first >= end {
                    continue;
                }
                let from = source.row(other.block, y);
                for x in 0..width {
                    let from =
                        &from[x * input.layout.pixel_stride + first - before - other.first..];
                    to[x * to_step + first - own.first..][..end - first]
                        .copy_from_slice(&from[..end - first]);
                }
            }
            before += input.shape.channels();
        }
    });
}

/// The same values in the same order, height, width, channels, under another shape or layout.
pub(crate) fn copy(share: &Share<'_>, input: &Region, output: &Region) {
    assert_eq!(input.shape.len(), output.shape.len(), "as many values");
    let (from, to) = (&input.layout, &output.layout);
    if from.size == to.size && from.channels.is_interleaved() {
        return spread(share, input, output);
    }
    if input.is_alike(output) {
        return share.for_rows(to, |picture, block, y| {
            let target = share
                .run
                .output(output, picture, std::slice::from_ref(input));
            // SAFETY: as in `add`.
            let to = unsafe { target.row_mut(block, y) };
            to.copy_from_slice(share.run.view(input, picture).row(block, y));
        });
    }
    let inputs = std::slice::from_ref(input);
    let channels = from.channels.count();
    // Values of the output lie by pixels of the input: each thread writes those of some of these.
    let (rows, width) = (from.size[0], from.size[1]);
    let places = |value: usize| {
        let (pixel, channel) = (value / to.channels.count(), value % to.channels.count());
        let block = to.channels.holding(channel);
        let (y, x) = (pixel / to.size[1], pixel % to.size[1]);
        (block.block, y, x * to.pixel_stride + channel - block.first)
    };
    for at in share.part(share.run.pictures() * rows) {
        let (picture, y) = (at / rows, at % rows);
        let (source, target) = (
            share.run.view(input, picture),
            share.run.output(output, picture, inputs),
        );
        for block in from.channels.iter() {
            let row = source.row(block.block, y);
            for x in 0..width {
                for lane in 0..block.len {
                    let value = (y * width + x) * channels + block.first + lane;
                    let (block, y, place) = places(value);
                    // SAFETY: each value is one thread's, and the output was checked against the input.
                    let to = unsafe { target.pixel_mut(block, y, place, 1) };
                    to[0] = row[x * from.pixel_stride + lane];
                }
            }
        }
    }
}

/// NHWC into a map of the same size, in blocks or with a border.
fn spread(share: &Share<'_>, input: &Region, output: &Region) {
    let channels = output.shape.channels();
    let lanes = output.layout.channels.lanes();
    share.for_rows(&output.layout, |picture, block, y| {
        let source = share.run.view(input, picture).row(0, y);
        let target = share
            .run
            .output(output, picture, std::slice::from_ref(input));
        // SAFETY: as in `add`.
        let to = unsafe { target.row_mut(block, y) };
        if output.layout.channels.is_interleaved() {
            to.copy_from_slice(source);
            return;
        }
        let block = output.layout.channels.block(block);
        for (to, from) in to
            .chunks_exact_mut(lanes)
            .zip(source.chunks_exact(channels))
        {
            let (to, rest) = to.split_at_mut(block.len);
            to.copy_from_slice(&from[block.first..][..block.len]);
            rest.fill(0.0);
        }
    });
}

/// The input's map with zeros around it: rows above, columns to the left, rows below, columns to the right.
pub(crate) fn zero_pad(share: &Share<'_>, input: &Region, output: &Region, edges: [u32; 4]) {
    let [top, left, ..] = edges.map(|edge| edge as usize);
    let (from, to) = (&input.layout, &output.layout);
    assert!(
        from.channels == to.channels
            && to.size[0] >= top + from.size[0]
            && to.size[1] >= left + from.size[1],
        "padding keeps the channels, and the map fits"
    );
    let step = to.pixel_stride;
    share.for_rows(to, |picture, block, y| {
        let target = share
            .run
            .output(output, picture, std::slice::from_ref(input));
        // SAFETY: as in `add`.
        let to = unsafe { target.row_mut(block, y) };
        let row = y.wrapping_sub(top);
        if row >= from.size[0] {
            return to.fill(0.0);
        }
        let (before, rest) = to.split_at_mut(left * step);
        let (inner, after) = rest.split_at_mut(from.size[1] * step);
        before.fill(0.0);
        inner.copy_from_slice(share.run.view(input, picture).row(block, row));
        after.fill(0.0);
    });
}

/// Each value times its channel's factor plus its channel's summand, then the activation.
pub(crate) fn affine(
    share: &Share<'_>,
    input: &Region,
    output: &Region,
    factor: &[f32],
    summand: &[f32],
    activation: Elementwise,
) {
    assert!(
        input.is_alike(output),
        "the result has the input's shape and blocks"
    );
    let lanes = output.layout.channels.lanes();
    let values = lanes * output.layout.channels.blocks();
    assert!(
        factor.len() == values && summand.len() == values,
        "a factor and a summand a lane"
    );
    share.for_rows(&output.layout, |picture, block, y| {
        let source = share.run.view(input, picture).row(block, y);
        let target = share
            .run
            .output(output, picture, std::slice::from_ref(input));
        // SAFETY: as in `add`.
        let to = unsafe { target.row_mut(block, y) };
        let factor = &factor[block * lanes..][..lanes];
        let summand = &summand[block * lanes..][..lanes];
        let pixels = to.chunks_exact_mut(lanes).zip(source.chunks_exact(lanes));
        for (to, from) in pixels {
            for lane in 0..lanes {
                to[lane] = from[lane] * factor[lane] + summand[lane];
            }
        }
        activation::apply(activation, to);
    });
}

/// Writes zeros around a map.
pub(crate) fn clear_border(share: &Share<'_>, region: &Region) {
    let layout = &region.layout;
    let [top, left, bottom, right] = layout.border;
    if layout.border == [0; 4] {
        return;
    }
    let blocks = layout.channels.blocks();
    for at in share.part(share.run.pictures() * blocks) {
        let view = share.run.output(region, at / blocks, &[]);
        let start = view
            .start
            .wrapping_add(at % blocks * layout.block_stride)
            .wrapping_sub(layout.origin());
        let zero = |from: usize, len: usize| {
            // SAFETY: the border lies inside the region's span, which was checked, and each block's is one thread's.
            unsafe { std::slice::from_raw_parts_mut(start.add(from), len) }.fill(0.0);
        };
        zero(0, top * layout.row_stride);
        for y in top..top + layout.size[0] {
            let row = y * layout.row_stride;
            zero(row, left * layout.pixel_stride);
            zero(
                row + (left + layout.size[1]) * layout.pixel_stride,
                right * layout.pixel_stride,
            );
        }
        zero(
            (top + layout.size[0]) * layout.row_stride,
            bottom * layout.row_stride,
        );
    }
}
