//! Gradient of a reshape: that of the result, in the shape of the input.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Reshape;

impl Train for Reshape {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::copy_gradient(worker, args.gradient(), args.target(), args.step.accumulate);
    }
}
