//! Gradients of operations that move pixels: reshapes, and blocks of pixels as channels.

use super::panels::channels_of;
use super::rows::{Copied, CopiedRows, channel_at, for_panels};
use crate::kernel::Worker;
use crate::kernel::channels::{depth_to_space_of, space_to_depth_of};
use googlenet_dsl::op::ChannelOrder;
use googlenet_dsl::plan::{LANES, Layout, Region};

/// Stores all values of `gradient`, in the order height, width, channels, to a target of another layout or shape with
/// as many values; with `accumulate` adds them to what is there. For this thread's share of the target's rows.
///
/// # Panics
/// Panics if the numbers of values differ, if an element type is not `f32`, or if the regions overlap.
pub(crate) fn copy_gradient(
    worker: &Worker<'_>,
    gradient: &Region,
    target: &Region,
    accumulate: bool,
) {
    assert_eq!(
        gradient.shape.len(),
        target.shape.len(),
        "a gradient has as many values as its value"
    );
    let (outer, layout) = (&gradient.layout, &target.layout);
    let (channels, outer_channels) = (layout.channels.count(), outer.channels.count());
    let width = layout.size[1];
    let copied = |width: usize| CopiedRows {
        steps: [channels, layout.pixel_stride],
        width,
        rows: 1,
        row_steps: [0; 2],
        factor: 1.0,
        accumulate,
    };
    let part = |from: *const f32, to: *mut f32, len: usize| Copied {
        from: Some(from),
        to,
        len,
    };
    for_panels(worker, layout, |image, panel, rows| {
        let from = worker.run.view::<f32>(gradient, image);
        let inputs = std::slice::from_ref(gradient);
        let to = worker.run.output::<f32>(target, image, inputs);
        let (first, len) = channels_of(&layout.channels, panel);
        for y in rows {
            let row = to.panel(panel, y);
            if is_in_order(outer) {
                let from = from.start.wrapping_add(y * width * channels + first);
                // SAFETY: the gradient has a value for each of the target's, in their order; each row of a panel is
                // written by one thread only, and the target was checked not to overlap the gradient.
                unsafe { copied(width).run(worker, &[part(from, row, len)]) };
                continue;
            }
            for x in 0..width {
                let value = (y * width + x) * channels + first;
                let mut lane = 0;
                while lane < len {
                    let (pixel, channel) = (
                        (value + lane) / outer_channels,
                        (value + lane) % outer_channels,
                    );
                    let (row_of, column) = (pixel / outer.size[1], pixel % outer.size[1]);
                    let (from, side_by_side) = channel_at(&from, channel, row_of);
                    let from = from.wrapping_add(column * outer.pixel_stride);
                    let to = row.wrapping_add(x * layout.pixel_stride + lane);
                    let run = side_by_side.min(len - lane);
                    // SAFETY: the gradient's pixel has these channels; the rest is as above.
                    unsafe { copied(1).run(worker, &[part(from, to, run)]) };
                    lane += run;
                }
            }
        }
    });
}

/// Returns `true` if all values lie one behind the other, in the order height, width, channels.
fn is_in_order(layout: &Layout) -> bool {
    let [_, left, _, right] = layout.border;
    let is_nhwc = layout.channels.is_interleaved() && !layout.is_slice() && left + right == 0;
    let is_vector = layout.size == [1, 1]
        && layout.is_in_blocks()
        && !layout.channels.is_segmented()
        && layout.block_stride == LANES;
    is_nhwc || is_vector
}

/// Stores the gradient of a map whose blocks of `block` x `block` pixels became the channels of one pixel; with
/// `accumulate` adds it to what is there. For this thread's share of the target's rows.
///
/// # Panics
/// Panics if sizes do not fit, if an element type is not `f32`, or if the regions overlap.
pub(crate) fn space_to_depth_gradient(
    worker: &Worker<'_>,
    gradient: &Region,
    target: &Region,
    (block, order): (usize, ChannelOrder),
    accumulate: bool,
) {
    match accumulate {
        true => depth_to_space_of::<f32>(worker, gradient, target, block, order, add),
        false => depth_to_space_of::<f32>(worker, gradient, target, block, order, store),
    }
}

/// Stores the gradient of a map whose channels became the pixels of a block of `block` x `block`; with `accumulate` adds
/// it to what is there. For this thread's share of the target's rows.
///
/// # Panics
/// Panics if sizes do not fit, if an element type is not `f32`, or if the regions overlap.
pub(crate) fn depth_to_space_gradient(
    worker: &Worker<'_>,
    gradient: &Region,
    target: &Region,
    (block, order): (usize, ChannelOrder),
    accumulate: bool,
) {
    match accumulate {
        true => space_to_depth_of::<f32>(worker, gradient, target, block, order, add),
        false => space_to_depth_of::<f32>(worker, gradient, target, block, order, store),
    }
}

fn store(to: &mut f32, from: f32) {
    *to = from;
}

fn add(to: &mut f32, from: f32) {
    *to += from;
}
