//! Gradient of a shuffle of channels: that of the result, with the channels back in their places.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::ChannelShuffle;

impl Train for ChannelShuffle {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        let groups = self.groups as usize;
        let each = args.target().shape.channels() / groups;
        kernel::pick_gradient(
            worker,
            args.gradient(),
            args.target(),
            1.0,
            args.step.accumulate,
            |channel| Some(channel % each * groups + channel / each),
        );
    }
}
