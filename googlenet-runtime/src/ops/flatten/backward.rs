//! Gradient of a flattened map: that of the vector, as a map.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Flatten;

impl Train for Flatten {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::copy_gradient(worker, args.gradient(), args.target(), args.step.accumulate);
    }
}
