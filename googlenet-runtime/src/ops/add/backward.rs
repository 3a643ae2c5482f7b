//! Gradient of element-wise sums: that of the result, multiplied by the operand's factor.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Add;

impl Train for Add {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, input: usize) {
        let factor = self.scale.get(input).copied().unwrap_or(1.0);
        kernel::pick_gradient(
            worker,
            args.gradient(),
            args.target(),
            factor,
            args.step.accumulate,
            Some,
        );
    }
}
