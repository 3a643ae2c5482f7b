//! Gradient of padding: each pixel gets the sum over its copies.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::ZeroPad;

impl Train for ZeroPad {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::zero_pad_gradient(
            worker,
            args.gradient(),
            args.target(),
            (self.edges, self.mode),
            args.step.accumulate,
        );
    }
}
