//! Gradient of maximum pooling over whole maps.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs, whole};
use googlenet_dsl::op::GlobalMaxPool;

impl Train for GlobalMaxPool {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::searched_max_pool_gradient(
            worker,
            [args.input(0), args.output()],
            args.gradient(),
            args.target(),
            whole(args.input(0)),
            args.step.accumulate,
        );
    }
}
