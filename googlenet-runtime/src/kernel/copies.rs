//! Kernels that move elements of any type without computing: concatenation, copies between layouts, padding, and
//! clearing of borders.

use super::Worker;
use super::channels::move_lanes;
use super::element::{Element, with_element};
use super::lanes::{LaneMoves, LaneTable};
use googlenet_dsl::op::PadMode;
use googlenet_dsl::plan::Region;

/// Returns the table of [`concat`] for these regions; `None` if it needs none.
pub(crate) fn concat_table(inputs: &[Region], output: &Region) -> Option<LaneTable> {
    LaneTable::new(inputs, output, |channel| source(inputs, channel))
}

/// Concatenates the channels of maps or vectors of the same height and width in the order of `inputs`, for this
/// thread's share of the output's rows. `table` is that of [`concat_table`], if it has been made.
///
/// # Panics
/// Panics if the channels of the inputs do not add up to those of the output, if sizes or element types differ, or if
/// the output overlaps an input.
pub(crate) fn concat(
    worker: &Worker<'_>,
    inputs: &[Region],
    output: &Region,
    table: Option<&LaneTable>,
) {
    let channels: usize = inputs.iter().map(|input| input.shape.channels()).sum();
    assert!(
        channels == output.shape.channels()
            && inputs
                .iter()
                .all(|input| input.layout.size == output.layout.size),
        "branches fit the result"
    );
    if LaneMoves::fits(inputs, output) {
        return move_lanes(worker, inputs, output, table, |channel| {
            source(inputs, channel)
        });
    }
    with_element!(output.layout.dtype, T => concat_of::<T>(worker, inputs, output));
}

/// Returns the index of the input, and the channel in it, that is channel `channel` of the concatenation.
fn source(inputs: &[Region], mut channel: usize) -> [usize; 2] {
    for (at, input) in inputs.iter().enumerate() {
        match channel.checked_sub(input.shape.channels()) {
            None => return [at, channel],
            Some(behind) => channel = behind,
        }
    }
    unreachable!("the inputs have all channels")
}

fn concat_of<T: Element>(worker: &Worker<'_>, inputs: &[Region], output: &Region) {
    worker.for_rows(&output.layout, |image, block, y| {
        let target = worker.run.output::<T>(output, image, inputs);
        let own = output.layout.channels.block(block);
        let (to_step, width) = (output.layout.pixel_stride, output.layout.size[1]);
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the inputs.
        let to = unsafe { target.row_mut(block, y) };
        let mut before = 0;
        for input in inputs {
            let source = worker.run.view::<T>(input, image);
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

/// Copies all values, in the order height, width, channels, into a region of another layout or shape with the same
/// number of values, for this thread's share of the rows. Used to flatten maps and to convert layouts.
///
/// # Panics
/// Panics if the numbers of values or the element types differ, or if the regions overlap.
pub(crate) fn copy(worker: &Worker<'_>, input: &Region, output: &Region) {
    assert_eq!(
        input.shape.len(),
        output.shape.len(),
        "input and output have the same number of values"
    );
    with_element!(output.layout.dtype, T => copy_of::<T>(worker, input, output));
}

fn copy_of<T: Element>(worker: &Worker<'_>, input: &Region, output: &Region) {
    let (from, to) = (&input.layout, &output.layout);
    assert!(!from.is_slice() && !to.is_slice(), "whole maps are copied");
    if from.size == to.size && from.channels.is_interleaved() {
        return spread::<T>(worker, input, output);
    }
    if input.same_layout(output) {
        return worker.for_rows(to, |image, block, y| {
            let target = worker
                .run
                .output::<T>(output, image, std::slice::from_ref(input));
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
            let to = unsafe { target.row_mut(block, y) };
            to.copy_from_slice(worker.run.view(input, image).row(block, y));
        });
    }
    let inputs = std::slice::from_ref(input);
    let channels = from.channels.count();
    // Threads divide the rows of the input; each one writes the output values that come from its rows.
    let (rows, width) = (from.size[0], from.size[1]);
    let places = |value: usize| {
        let (pixel, channel) = (value / to.channels.count(), value % to.channels.count());
        let block = to.channels.holding(channel);
        let (y, x) = (pixel / to.size[1], pixel % to.size[1]);
        (block.block, y, x * to.pixel_stride + channel - block.first)
    };
    for at in worker.part(worker.run.images() * rows) {
        let (image, y) = (at / rows, at % rows);
        let (source, target) = (
            worker.run.view::<T>(input, image),
            worker.run.output::<T>(output, image, inputs),
        );
        for block in from.channels.iter() {
            let row = source.row(block.block, y);
            for x in 0..width {
                for lane in 0..block.len {
                    let value = (y * width + x) * channels + block.first + lane;
                    let (block, y, place) = places(value);
                    // SAFETY: each value is written by one thread only, and the output was checked not to overlap the
                    // input.
                    let to = unsafe { target.pixel_mut(block, y, place, 1) };
                    to[0] = row[x * from.pixel_stride + lane];
                }
            }
        }
    }
}

/// Copies an NHWC map into a map of the same height, width and channels with any layout, for this thread's share of the
/// rows. Lanes without a channel become the zero element.
fn spread<T: Element>(worker: &Worker<'_>, input: &Region, output: &Region) {
    let channels = output.shape.channels();
    let lanes = output.layout.channels.lanes();
    worker.for_rows(&output.layout, |image, block, y| {
        let source = worker.run.view::<T>(input, image).row(0, y);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
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
            rest.fill(T::zero(output.layout.zero_point));
        }
    });
}

/// Copies a map into a larger one, from row `edges[0]` and column `edges[1]` of the output on, and fills the rest of
/// the output with the zero element or, by the mode, with pixels of the map; the output's border is not written. The
/// other two `edges`, the rows below and the columns to the right, follow from the output's size and are not used.
///
/// # Panics
/// Panics if channel blocks or element types differ, if the output is too small, if the regions overlap, or if a mode
/// that mirrors has fewer rows or columns to mirror.
pub(crate) fn zero_pad(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    edges: [u32; 4],
    mode: PadMode,
) {
    let [top, left, ..] = edges.map(|edge| edge as usize);
    let (from, to) = (&input.layout, &output.layout);
    assert!(
        from.channels == to.channels
            && to.size[0] >= top + from.size[0]
            && to.size[1] >= left + from.size[1],
        "padding keeps the channels, and the map fits"
    );
    with_element!(to.dtype, T => zero_pad_of::<T>(worker, input, output, [top, left], mode));
}

fn zero_pad_of<T: Element>(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    [top, left]: [usize; 2],
    mode: PadMode,
) {
    let (from, to) = (&input.layout, &output.layout);
    let step = to.pixel_stride;
    let [height, width] = from.size;
    let zero = T::zero(to.zero_point);
    worker.for_rows(to, |image, block, y| {
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
        let to = unsafe { target.row_mut(block, y) };
        let Some(row) = padded_from(mode, y, top, height) else {
            return to.fill(zero);
        };
        let row = worker.run.view(input, image).row(block, row);
        let (before, rest) = to.split_at_mut(left * step);
        let (inner, after) = rest.split_at_mut(width * step);
        inner.copy_from_slice(row);
        if mode == PadMode::Zero {
            before.fill(zero);
            after.fill(zero);
            return;
        }
        let columns = before.chunks_exact_mut(step).enumerate();
        let behind = after.chunks_exact_mut(step).enumerate();
        for (x, to) in columns.chain(behind.map(|(x, to)| (left + width + x, to))) {
            if let Some(column) = padded_from(mode, x, left, width) {
                to.copy_from_slice(&row[column * step..][..step]);
            }
        }
    });
}

/// Returns the row or column of a map of `size` that is row or column `place` of the padded map, which has `before` of
/// them in front; `None` where it is zero.
pub(super) fn padded_from(
    mode: PadMode,
    place: usize,
    before: usize,
    size: usize,
) -> Option<usize> {
    let inside = place.wrapping_sub(before);
    if inside < size {
        return Some(inside);
    }
    match mode {
        PadMode::Reflect if place < before => Some(before - place),
        PadMode::Reflect => Some(2 * (size - 1) - inside),
        PadMode::Edge => Some(if place < before { 0 } else { size - 1 }),
        _ => None,
    }
}

/// Writes the layout's zero element to the border around a map of every image and to the spare blocks of its last group,
/// for this thread's share of the groups of channel blocks. Does nothing if the layout has neither.
pub(crate) fn clear_border(worker: &Worker<'_>, region: &Region) {
    let layout = &region.layout;
    if layout.border == [0; 4] && layout.spare == 0 {
        return;
    }
    with_element!(layout.dtype, T => clear_border_of::<T>(worker, region));
}

fn clear_border_of<T: Element>(worker: &Worker<'_>, region: &Region) {
    let layout = &region.layout;
    let [top, left, bottom, right] = layout.border;
    let groups = layout.groups();
    let element = T::zero(layout.zero_point);
    for at in worker.part(worker.run.images() * groups) {
        let (image, group) = (at / groups, at % groups);
        let view = worker.run.output::<T>(region, image, &[]);
        let blocks = layout.blocks_of_group(group);
        let start = view
            .start
            .wrapping_add(layout.block_offset(blocks.start))
            .wrapping_sub(layout.origin());
        let spare = if group + 1 == groups { layout.spare } else { 0 };
        let (step, block) = (layout.pixel_stride, layout.channels.lanes());
        let lanes = (blocks.len() + spare) * block;
        let zero = |from: usize, len: usize| {
            let (parts, len) = match lanes < step {
                true => (len / step, lanes),
                false => (1, len),
            };
            for part in 0..parts {
                // SAFETY: the border lies inside the region's span, which was checked, and each group's border, or that
                // of a slice, is written by one thread only.
                unsafe { std::slice::from_raw_parts_mut(start.add(from + part * step), len) }
                    .fill(element);
            }
        };
        if spare > 0 {
            let first = layout.origin() + blocks.len() * block;
            for y in 0..layout.size[0] {
                for x in 0..layout.size[1] {
                    let pixel = first + y * layout.row_stride + x * step;
                    // SAFETY: the spare blocks lie inside the region's span, and are written by one thread only.
                    unsafe { std::slice::from_raw_parts_mut(start.add(pixel), spare * block) }
                        .fill(element);
                }
            }
        }
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
