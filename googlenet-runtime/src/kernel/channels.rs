//! Kernels that move elements of any type between the channels and pixels of maps: some of the channels, channels in
//! another order, and blocks of pixels as channels.

use super::Worker;
use super::element::{Element, with_element};
use super::lanes::{LaneMoves, LaneTable, fill_lanes};
use super::number::{Number, with_number};
use super::view::RowMut;
use googlenet_dsl::op::ChannelOrder;
use googlenet_dsl::plan::{Layout, Region};
use googlenet_dsl::value::DType;

/// Copies to each channel of the output the channel of the input whose index `source` returns, for this thread's share
/// of the output's rows. `table` is that of `source`, if it has been made.
///
/// # Panics
/// Panics if the input has no such channel, if sizes or element types differ, or if the output overlaps the input.
pub(crate) fn pick_channels(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    table: Option<&LaneTable>,
    source: impl Fn(usize) -> usize,
) {
    assert_eq!(
        input.layout.size, output.layout.size,
        "channels are picked pixel by pixel"
    );
    let inputs = std::slice::from_ref(input);
    if LaneMoves::fits(inputs, output) {
        return move_lanes(worker, inputs, output, table, |channel| {
            [0, source(channel)]
        });
    }
    with_element!(output.layout.dtype, T => pick_channels_of::<T>(worker, input, output, &source));
}

/// Copies to each channel of the output the channel of an input, for this thread's share of the output's rows; `source`
/// returns the index of the input and the channel in it. All must be maps for which [`LaneMoves::fits`] returns `true`.
/// Without `table`, which is that of `source`, each thread makes the moves of its blocks.
///
/// # Panics
/// Panics if an input has no such channel, if the table has another number of blocks than the output, or if the output
/// overlaps an input.
pub(super) fn move_lanes(
    worker: &Worker<'_>,
    inputs: &[Region],
    output: &Region,
    table: Option<&LaneTable>,
    source: impl Fn(usize) -> [usize; 2],
) {
    with_number!(output.layout.dtype, T => move_lanes_of::<T>(worker, inputs, output, table, source));
}

fn move_lanes_of<T: Number>(
    worker: &Worker<'_>,
    inputs: &[Region],
    output: &Region,
    table: Option<&LaneTable>,
    source: impl Fn(usize) -> [usize; 2],
) {
    worker.for_row_ranges(&output.layout, |image, block, rows| {
        let own;
        let taken = match table {
            Some(table) => table.block(block),
            None => {
                let lanes = output.layout.channels.block(block);
                own = LaneMoves::new(inputs, lanes.len, |lane| source(lanes.first + lane));
                own.taken()
            }
        };
        let from = |input: usize| worker.run.view::<T>(&inputs[input], image);
        let target = worker.run.output::<T>(output, image, inputs);
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the inputs, which
        // no step of this phase writes.
        unsafe { fill_lanes(taken, worker.isa, from, &target, block, rows) };
    });
}

fn pick_channels_of<T: Element>(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    source: &impl Fn(usize) -> usize,
) {
    stand_alike(std::slice::from_ref(input), output);
    let width = output.layout.size[1];
    worker.for_rows(&output.layout, |image, block, y| {
        let view = worker.run.view::<T>(input, image);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
        let mut to = unsafe { target.row_mut(block, y) };
        let own = output.layout.channels.block(block);
        let mut lane = 0;
        while lane < own.len {
            let channel = source(own.first + lane);
            let holder = input.layout.channels.holding(channel);
            let at = channel - holder.first;
            // Channels that lie side by side in both maps are copied together.
            let mut len = 1;
            while lane + len < own.len
                && at + len < holder.len
                && source(own.first + lane + len) == channel + len
            {
                len += 1;
            }
            let from = view.row(holder.block, y);
            for x in 0..width {
                to.pixel(x)[lane..][..len].copy_from_slice(&from.pixel(x)[at..][..len]);
            }
            lane += len;
        }
    });
}

/// Copies the pixels of each block of `block` x `block` to the channels of one pixel, for this thread's share of the
/// output's rows.
///
/// # Panics
/// Panics if sizes or element types do not fit, or if the output overlaps the input.
pub(crate) fn space_to_depth(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    block: usize,
    order: ChannelOrder,
) {
    with_element!(output.layout.dtype, T => space_to_depth_of::<T>(worker, input, output, block, order, |to, from| *to = from));
}

/// Does what [`space_to_depth`] does, with a function that stores a value of the input, its second argument, to the
/// output.
pub(super) fn space_to_depth_of<T: Element>(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    size: usize,
    order: ChannelOrder,
    store: impl Fn(&mut T, T),
) {
    fits(input, output, size);
    let (width, channels) = (output.layout.size[1], input.shape.channels());
    worker.for_rows(&output.layout, |image, block, y| {
        let view = worker.run.view::<T>(input, image);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
        let mut to = unsafe { target.row_mut(block, y) };
        let own = output.layout.channels.block(block);
        for lane in 0..own.len {
            let place = own.first + lane;
            let (pixel, channel) = match order {
                ChannelOrder::Crd => (place % (size * size), place / (size * size)),
                _ => (place / channels, place % channels),
            };
            let holder = input.layout.channels.holding(channel);
            let from = view.row(holder.block, y * size + pixel / size);
            for x in 0..width {
                let from = from.pixel(x * size + pixel % size)[channel - holder.first];
                store(&mut to.pixel(x)[lane], from);
            }
        }
        clear_unused(&mut to, own.len, &output.layout);
    });
}

/// Copies the channels of each pixel to the pixels of a block of `block` x `block`, for this thread's share of the
/// output's rows.
///
/// # Panics
/// Panics if sizes or element types do not fit, or if the output overlaps the input.
pub(crate) fn depth_to_space(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    block: usize,
    order: ChannelOrder,
) {
    with_element!(output.layout.dtype, T => depth_to_space_of::<T>(worker, input, output, block, order, |to, from| *to = from));
}

/// Does what [`depth_to_space`] does, with a function that stores a value of the input, its second argument, to the
/// output.
pub(super) fn depth_to_space_of<T: Element>(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    size: usize,
    order: ChannelOrder,
    store: impl Fn(&mut T, T),
) {
    fits(output, input, size);
    let (width, channels) = (input.layout.size[1], output.shape.channels());
    worker.for_rows(&output.layout, |image, block, y| {
        let view = worker.run.view::<T>(input, image);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
        let mut to = unsafe { target.row_mut(block, y) };
        let own = output.layout.channels.block(block);
        for lane in 0..own.len {
            for column in 0..size {
                let pixel = y % size * size + column;
                let channel = match order {
                    ChannelOrder::Crd => (own.first + lane) * size * size + pixel,
                    _ => pixel * channels + own.first + lane,
                };
                let holder = input.layout.channels.holding(channel);
                let from = view.row(holder.block, y / size);
                for x in 0..width {
                    let from = from.pixel(x)[channel - holder.first];
                    store(&mut to.pixel(x * size + column)[lane], from);
                }
            }
        }
        clear_unused(&mut to, own.len, &output.layout);
    });
}

/// Checks that elements of the inputs stand for the values for which they stand in the output.
pub(super) fn stand_alike(inputs: &[Region], output: &Region) {
    let of = |region: &Region| (region.layout.scale, region.layout.zero_point);
    assert!(
        inputs.iter().all(|input| of(input) == of(output)),
        "elements that are moved have one scale"
    );
}

/// Writes zero elements to the lanes behind the first `len` of each pixel of a row of a block of that layout, unless the
/// elements are `f32` values.
fn clear_unused<T: Element>(row: &mut RowMut<'_, T>, len: usize, layout: &Layout) {
    if T::DTYPE != DType::F32 && len < layout.channels.lanes() {
        for x in 0..layout.size[1] {
            row.pixel(x)[len..].fill(T::zero(layout.zero_point));
        }
    }
}

/// Checks that each pixel of `deep` holds a block of pixels of `wide`.
fn fits(wide: &Region, deep: &Region, block: usize) {
    stand_alike(std::slice::from_ref(wide), deep);
    let [height, width] = deep.layout.size;
    assert!(
        wide.layout.size == [height * block, width * block]
            && deep.shape.channels() == wide.shape.channels() * block * block,
        "blocks of pixels are channels"
    );
}
