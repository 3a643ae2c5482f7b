//! Gradient of a concatenation: the operand's channels of the gradient of the result.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Concat;

impl Train for Concat {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, input: usize) {
        let before = &args.step.step.inputs[..input];
        let first: usize = before.iter().map(|input| input.shape.channels()).sum();
        kernel::pick_gradient(
            worker,
            args.gradient(),
            args.target(),
            1.0,
            args.step.accumulate,
            |channel| Some(first + channel),
        );
    }
}
