//! Gradient of softmax.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Softmax;

impl Train for Softmax {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::softmax_gradient(
            worker,
            args.output(),
            args.gradient(),
            args.target(),
            args.step.accumulate,
        );
    }
}
