//! Gradient of some of the channels: that of the result, and zeros for the other channels.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Slice;

impl Train for Slice {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        let [from, to] = self.channels.map(|end| end as usize);
        kernel::pick_gradient(
            worker,
            args.gradient(),
            args.target(),
            1.0,
            args.step.accumulate,
            |channel| (from..to).contains(&channel).then(|| channel - from),
        );
    }
}
