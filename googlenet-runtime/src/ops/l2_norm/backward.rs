//! Gradient of the division by the norm.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::L2Norm;

impl Train for L2Norm {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::l2_norm_gradient(
            worker,
            args.input(0),
            args.gradient(),
            args.target(),
            self.epsilon,
            args.step.accumulate,
        );
    }
}
