//! Gradient of blocks of pixels as channels: that of the result, with the channels back in their pixels.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::SpaceToDepth;

impl Train for SpaceToDepth {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::space_to_depth_gradient(
            worker,
            args.gradient(),
            args.target(),
            (self.block as usize, self.order),
            args.step.accumulate,
        );
    }
}
