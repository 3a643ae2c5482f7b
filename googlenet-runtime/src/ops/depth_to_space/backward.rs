//! Gradient of channels as blocks of pixels: that of the result, with the pixels back in their channels.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::DepthToSpace;

impl Train for DepthToSpace {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::depth_to_space_gradient(
            worker,
            args.gradient(),
            args.target(),
            (self.block as usize, self.order),
            args.step.accumulate,
        );
    }
}
