//! Gradients of operations that move channels or multiply them by a number: each channel of the gradient of an operand
//! is one of the gradient of the result, or zero.

use super::panels::channels_of;
use super::rows::{Copied, channel_at, for_panels};
use crate::kernel::Worker;
use googlenet_dsl::plan::{LANES, Region};

/// Neighbouring channels of a panel that lie side by side in the gradient, too.
#[derive(Clone, Copy, Default)]
struct Neighbours {
    /// Lane of the first one in the panel.
    lane: usize,
    len: usize,
    /// Index of the first one among the channels of the gradient; `None` if the gradient of these channels is zero.
    source: Option<usize>,
}

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
        let mut parts = [Neighbours::default(); LANES];
        let mut count = 0;
        let mut lane = 0;
        while lane < len {
            let start = source(first + lane);
            let most = match start {
                Some(channel) => channel_at(&from, channel, 0).1.min(len - lane),
                None => len - lane,
            };
            let next = |at: usize| start.map(|channel| channel + at);
            let mut run = 1;
            while run < most && source(first + lane + run) == next(run) {
                run += 1;
            }
            parts[count] = Neighbours {
                lane,
                len: run,
                source: start,
            };
            (count, lane) = (count + 1, lane + run);
        }
        for y in rows {
            for part in &parts[..count] {
                let copied = Copied {
                    from: part.source.map(|channel| channel_at(&from, channel, y).0),
                    from_step: gradient.layout.pixel_stride,
                    to: to.panel(panel, y).wrapping_add(part.lane),
                    to_step: target.layout.pixel_stride,
                    len: part.len,
                    width: target.layout.size[1],
                    factor,
                    accumulate,
                };
                // SAFETY: both rows have these channels in each pixel; each row of a panel is written by one thread
                // only, and the target was checked not to overlap the gradient.
                unsafe { copied.run(worker) };
            }
        }
    });
}
