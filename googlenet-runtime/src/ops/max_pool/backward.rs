//! Maximum pooling in training: the taps of maxima are saved, or searched where a byte does not count them.

use crate::kernel::{self, Worker};
use crate::ops::{Operator, Train, TrainArgs};
use googlenet_dsl::op::MaxPool;

impl Train for MaxPool {
    fn forward(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let (input, output) = (args.input(0), args.output());
        match &args.step.saved {
            Some(saved) => kernel::max_pool_with_taps(worker, input, output, saved, self.window),
            None => self.run(worker, &args.inference()),
        }
    }

    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        let (gradient, target) = (args.gradient(), args.target());
        let accumulate = args.step.accumulate;
        match &args.step.saved {
            Some(saved) => {
                kernel::max_pool_gradient(worker, saved, gradient, target, self.window, accumulate);
            }
            None => kernel::searched_max_pool_gradient(
                worker,
                [args.input(0), args.output()],
                gradient,
                target,
                self.window,
                accumulate,
            ),
        }
    }
}
