//! Dropout in training, and its gradient: elements are set to zero at random, the others multiplied by `1 / (1 - rate)`.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Dropout;

/// Returns seed and rate of a step: a rate of 0, with which dropout is the identity, where a step runs as in inference.
fn random(op: &Dropout, args: &TrainArgs<'_>) -> (u64, f32) {
    let rate = if args.step.inference { 0.0 } else { op.rate };
    (args.seed, rate)
}

impl Train for Dropout {
    fn forward(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let random = random(self, args);
        kernel::dropout(worker, args.input(0), args.output(), random, false);
    }

    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::dropout(
            worker,
            args.gradient(),
            args.target(),
            random(self, args),
            args.step.accumulate,
        );
    }
}
