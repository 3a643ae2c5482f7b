//! Gradient of average pooling over whole maps.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs, whole};
use googlenet_dsl::op::GlobalAvgPool;

impl Train for GlobalAvgPool {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::avg_pool_gradient(
            worker,
            args.gradient(),
            args.target(),
            whole(args.input(0)),
            false,
            args.step.accumulate,
        );
    }
}
