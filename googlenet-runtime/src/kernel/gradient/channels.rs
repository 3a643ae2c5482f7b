//! Gradients of operations that move channels or multiply them by a number: each channel of the gradient of an operand
//! is one of the gradient of the result, or zero.

use super::panels::channels_of;
use super::rows::{Copied, CopiedRows, channel_at, for_panels};
use crate::kernel::Worker;
use googlenet_dsl::plan::{LANES, Region};

/// Stores to each channel of `target` the channel of `gradient` whose index `source` returns, multiplied by `factor`, or
/// zeros where it returns `None`; with `accumulate` adds it to what is there. For this thread's share of the target's
/// rows.
///
/// # Panics
/// Panics if the gradient has no such channel, if heights or widths differ, if an element type is not `f32`, or if the
/// regions overlap.
pub(crate) fn pick_gradient(
    worker: &Worker<'_>,
    gradient: &Region,
    target: &Region,
    factor: f32,
    accumulate: bool,
    source: impl Fn(usize) -> Option<usize>,
) {
    assert_eq!(
        gradient.layout.size, target.layout.size,
        "channels are picked pixel by pixel"
    );
    for_panels(worker, &target.layout, |image, panel, rows| {
        let from = worker.run.view::<f32>(gradient, image);
        let inputs = std::slice::from_ref(gradient);
        let to = worker.run.output::<f32>(target, image, inputs);
        let (first, len) = channels_of(&target.layout.channels, panel);
        let row = to.panel(panel, rows.start);
        let mut parts = [Copied {
            from: None,
            to: row,
            len: 0,
        }; LANES];
        let (mut count, mut lane) = (0, 0);
        while lane < len {
            let start = source(first + lane);
            let from = start.map(|channel| channel_at(&from, channel, rows.start));
            let most = from.map_or(len - lane, |(_, side_by_side)| side_by_side.min(len - lane));
            let next = |at: usize| start.map(|channel| channel + at);
            let mut run = 1;
            while run < most && source(first + lane + run) == next(run) {
                run += 1;
            }
            parts[count] = Copied {
                from: from.map(|(from, _)| from),
                to: row.wrapping_add(lane),
                len: run,
            };
            (count, lane) = (count + 1, lane + run);
        }
        let copied = CopiedRows {
            steps: [gradient.layout.pixel_stride, target.layout.pixel_stride],
            width: target.layout.size[1],
            rows: rows.len(),
            row_steps: [gradient.layout.row_stride, target.layout.row_stride],
            factor,
            accumulate,
        };
        // SAFETY: the rows of both maps have these channels in each pixel; each row of a panel is written by one thread
        // only, and the target was checked not to overlap the gradient.
        unsafe { copied.run(worker, &parts[..count]) };
    });
}
