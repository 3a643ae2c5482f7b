//! Gradient of products: that of the result, multiplied by the other operands and added up where the operand was
//! repeated.

use crate::kernel::{self, Combine, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Multiply;

impl Train for Multiply {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, input: usize) {
        kernel::combine_gradient(
            worker,
            (&args.step.step.inputs, input),
            args.gradient(),
            args.target(),
            Combine::Multiply,
            args.step.accumulate,
        );
    }
}
