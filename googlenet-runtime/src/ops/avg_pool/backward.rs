//! Gradient of average pooling.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::AvgPool;

impl Train for AvgPool {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::avg_pool_gradient(
            worker,
            args.gradient(),
            args.target(),
            self.window,
            self.count_padding,
            args.step.accumulate,
        );
    }
}
