//! Kernels that move elements of any type without computing: concatenation, copies between layouts, padding, and
//! clearing of borders.

use super::Worker;
use super::arch::{Kernel, Simd, entry};
use super::channels::{move_lanes, stand_alike};
use super::element::{Element, with_element};
use super::lanes::{LaneMoves, LaneTable};
use super::number::{Number, with_number};
use super::view::View;
use googlenet_dsl::op::PadMode;
use googlenet_dsl::plan::{LANES, Region};
use googlenet_dsl::value::DType;
use std::marker::PhantomData;
use std::ops::Range;

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
    stand_alike(inputs, output);
    worker.for_rows(&output.layout, |image, block, y| {
        let target = worker.run.output::<T>(output, image, inputs);
        let own = output.layout.channels.block(block);
        let width = output.layout.size[1];
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the inputs.
        let mut to = unsafe { target.row_mut(block, y) };
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
                    let from = &from.pixel(x)[first - before - other.first..][..end - first];
                    to.pixel(x)[first - own.first..][..end - first].copy_from_slice(from);
                }
            }
            before += input.shape.channels();
        }
    });
}

/// Copies all values, in the order height, width, channels, into a region of another layout or shape with the same
/// number of values, for this thread's share of the rows. Used to flatten maps and to convert layouts. Values of `f32` can
/// be copied into a map of another type with which kernels compute, whose elements are the nearest ones; where it has the
/// height and width of the map that is copied, that must be NHWC.
///
/// # Panics
/// Panics if the numbers of values or, otherwise, the element types differ, or if the regions overlap.
pub(crate) fn copy(worker: &Worker<'_>, input: &Region, output: &Region) {
    assert_eq!(
        input.shape.len(),
        output.shape.len(),
        "input and output have the same number of values"
    );
    let (from, to) = (&input.layout, &output.layout);
    assert!(!from.is_slice() && !to.is_slice(), "whole maps are copied");
    let is_nhwc = from.channels.is_interleaved() && from.side == 1;
    let spreads = from.size == to.size && is_nhwc;
    if spreads && from.dtype != to.dtype {
        return with_number!(to.dtype, T => round::<T>(worker, input, output));
    }
    match spreads {
        true => with_element!(to.dtype, T => spread::<T>(worker, input, output)),
        false => with_element!(to.dtype, T => copy_of::<T>(worker, input, output)),
    }
}

fn copy_of<T: Element>(worker: &Worker<'_>, input: &Region, output: &Region) {
    stand_alike(std::slice::from_ref(input), output);
    let (from, to) = (&input.layout, &output.layout);
    if input.same_layout(output) {
        return worker.for_rows(to, |image, block, y| {
            let target = worker
                .run
                .output::<T>(output, image, std::slice::from_ref(input));
            let source = worker.run.view::<T>(input, image);
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
            unsafe { copy_columns(&source, [block, y, 0], &target, [block, y, 0], from.size[1]) };
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
        if y == 0 && T::DTYPE != DType::F32 {
            clear_unused(&target);
        }
        for block in from.channels.iter() {
            let row = source.row(block.block, y);
            for x in 0..width {
                let pixel = row.pixel(x);
                for (lane, from) in pixel[..block.len].iter().enumerate() {
                    let value = (y * width + x) * channels + block.first + lane;
                    let (block, y, place) = places(value);
                    // SAFETY: each value is written by one thread only, and the output was checked not to overlap the
                    // input.
                    let to = unsafe { target.pixel_mut(block, y, place, 1) };
                    to[0] = *from;
                }
            }
        }
    }
}

/// Writes zero elements to all lanes of a map that hold no channel.
fn clear_unused<T: Element>(target: &View<'_, T>) {
    let layout = target.layout;
    let lanes = layout.channels.lanes();
    let partial = layout.channels.iter().filter(|block| block.len < lanes);
    for block in partial {
        for (y, x) in (0..layout.size[0]).flat_map(|y| (0..layout.size[1]).map(move |x| (y, x))) {
            let place = x * layout.pixel_stride + block.len;
            // SAFETY: threads write these lanes once, and no other ones here.
            let to = unsafe { target.pixel_mut(block.block, y, place, lanes - block.len) };
            to.fill(T::zero(layout.zero_point));
        }
    }
}

/// Copies columns of a row of a channel block, with all lanes, to those of another. The block, the row and the first column
/// of both are given.
///
/// # Safety
/// No other code may access the target's columns.
///
/// # Panics
/// Panics if a map has no such columns, row or block, or if the numbers of lanes differ.
unsafe fn copy_columns<T: Element>(
    source: &View<'_, T>,
    [from_block, from_y, from_x]: [usize; 3],
    target: &View<'_, T>,
    [to_block, to_y, to_x]: [usize; 3],
    columns: usize,
) {
    let steps = [source, target].map(|view| view.layout.pixel_stride);
    let lanes = source.layout.channels.lanes();
    assert!(
        lanes == target.layout.channels.lanes()
            && from_x + columns <= source.layout.size[1]
            && to_x + columns <= target.layout.size[1]
    );
    let from = source.address(from_block, from_y).cast_const();
    let to = target.address(to_block, to_y);
    let (parts, len) = match steps == [lanes; 2] {
        true => (usize::from(columns > 0), columns * lanes),
        false => (columns, lanes),
    };
    for part in 0..parts {
        // SAFETY: the pixels lie inside the rows, as asserted, and rows inside the regions; the caller guarantees exclusive
        // access to the target's.
        unsafe {
            let from = from.add((from_x + part) * steps[0]);
            let to = to.add((to_x + part) * steps[1]);
            std::ptr::copy_nonoverlapping(from, to, len);
        }
    }
}

/// Fills columns of a row of a channel block, with all lanes.
///
/// # Safety
/// No other code may access the columns.
///
/// # Panics
/// Panics if the map has no such columns, row or block.
unsafe fn fill<T: Element>(
    target: &View<'_, T>,
    block: usize,
    y: usize,
    columns: Range<usize>,
    value: T,
) {
    let (step, lanes) = (target.layout.pixel_stride, target.layout.channels.lanes());
    assert!(columns.end <= target.layout.size[1]);
    let to = target.address(block, y);
    let (parts, len) = match step == lanes {
        true => (usize::from(!columns.is_empty()), columns.len() * lanes),
        false => (columns.len(), lanes),
    };
    for part in 0..parts {
        let first = (columns.start + part) * step;
        // SAFETY: the pixels lie inside the row, as asserted, and the row inside the region; the caller guarantees exclusive
        // access.
        unsafe { std::slice::from_raw_parts_mut(to.add(first), len) }.fill(value);
    }
}

/// Kernel that stores pixels of `f32` values as elements of another type, in as many lanes as its last argument says; zeros to
/// lanes behind the values of a pixel.
struct RoundPixels<T>(PhantomData<T>);

impl<T: Number> Kernel for RoundPixels<T> {
    /// The values of all pixels, the first and the number of those that are stored, the address of the first pixel of the result,
    /// the numbers of values and elements from a pixel to the next, and the number of pixels.
    type Args<'a> = (&'a [f32], [usize; 2], *mut T, [usize; 2], usize, T::Scaling);

    #[inline(always)]
    unsafe fn run<S: Simd>((from, [first, len], to, steps, pixels, scaling): Self::Args<'_>) {
        for pixel in 0..pixels {
            let from = from[pixel * steps[0] + first..][..len].as_ptr();
            // SAFETY: the values are those of the slice; the caller guarantees the pixels and the instruction set.
            unsafe {
                let values = S::load_part(from, len);
                T::store::<S>(to.add(pixel * steps[1]), values, scaling);
            }
        }
    }
}

/// Kernel that stores a slice of `f32` values as elements of another type.
struct RoundValues<T>(PhantomData<T>);

impl<T: Number> Kernel for RoundValues<T> {
    type Args<'a> = (&'a [f32], *mut T, T::Scaling);

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>((from, to, scaling): Self::Args<'_>) {
        let (vectors, rest) = from.as_chunks::<LANES>();
        // SAFETY: the caller guarantees as many elements as there are values, and the instruction set.
        unsafe {
            for at in 0..vectors.len() {
                T::store::<S>(to.add(at * LANES), S::load(vectors[at].as_ptr()), scaling);
            }
            if !rest.is_empty() {
                let values = S::load_part(rest.as_ptr(), rest.len());
                let to = to.add(vectors.len() * LANES);
                T::store_part::<S>(to, values, rest.len(), scaling);
            }
        }
    }
}

/// Copies an NHWC map of `f32` into a map of the same height, width and channels with another type of elements and any layout,
/// for this thread's share of the rows. Lanes without a channel become zero.
fn round<T: Number>(worker: &Worker<'_>, input: &Region, output: &Region) {
    let channels = output.shape.channels();
    let layout = &output.layout;
    let scaling = T::scaling(layout);
    let is_nhwc = layout.channels.is_interleaved() && layout.side == 1;
    worker.for_rows(layout, |image, block, y| {
        let source = worker.run.view::<f32>(input, image).whole_row(0, y);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        let to = target.address(block, y);
        if is_nhwc {
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input; a row has an
            // element for each value; the processor has the instruction set, as its features were detected before it was
            // chosen.
            return unsafe { entry::<RoundValues<T>>(worker.isa)((source, to, scaling)) };
        }
        let block = layout.channels.block(block);
        let (part, steps) = ([block.first, block.len], [channels, layout.pixel_stride]);
        let args = (source, part, to, steps, layout.size[1], scaling);
        // SAFETY: as above; the pixels of a block have 16 lanes, as the map is in blocks.
        unsafe { entry::<RoundPixels<T>>(worker.isa)(args) };
    });
}

/// Copies an NHWC map into a map of the same height, width and channels with any layout, for this thread's share of the
/// rows. Lanes without a channel become the zero element.
fn spread<T: Element>(worker: &Worker<'_>, input: &Region, output: &Region) {
    stand_alike(std::slice::from_ref(input), output);
    let channels = output.shape.channels();
    worker.for_rows(&output.layout, |image, block, y| {
        let source = worker.run.view::<T>(input, image).whole_row(0, y);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        if output.layout.channels.is_interleaved() && output.layout.side == 1 {
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
            unsafe { target.whole_row_mut(block, y) }.copy_from_slice(source);
            return;
        }
        // SAFETY: as above.
        let mut to = unsafe { target.row_mut(block, y) };
        let block = output.layout.channels.block(block);
        for (x, from) in source.chunks_exact(channels).enumerate() {
            let (to, rest) = to.pixel(x).split_at_mut(block.len);
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
    stand_alike(std::slice::from_ref(input), output);
    let (from, to) = (&input.layout, &output.layout);
    let [height, width] = from.size;
    let zero = T::zero(to.zero_point);
    let columns = to.size[1];
    let inside = left..left + width;
    worker.for_rows(to, |image, block, y| {
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
        let clear = |columns: Range<usize>| unsafe { fill(&target, block, y, columns, zero) };
        let Some(row) = padded_from(mode, y, top, height) else {
            return clear(0..columns);
        };
        let source = worker.run.view::<T>(input, image);
        // SAFETY: as above.
        unsafe { copy_columns(&source, [block, row, 0], &target, [block, y, left], width) };
        let outside = [0..inside.start, inside.end..columns];
        if mode == PadMode::Zero {
            return outside.into_iter().for_each(clear);
        }
        for x in outside.into_iter().flatten() {
            if let Some(column) = padded_from(mode, x, left, width) {
                // SAFETY: as above.
                unsafe { copy_columns(&source, [block, row, column], &target, [block, y, x], 1) };
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
