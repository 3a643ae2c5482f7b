//! Gradients of activations that are layers of their own.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Activate;

impl Train for Activate {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        let function = self.function.elementwise();
        let function = function.expect("softmax is an operation of its own");
        let value = match function.gradient_reads_result() {
            true => args.output(),
            false => args.input(0),
        };
        kernel::activation_gradient(
            worker,
            function,
            value,
            args.gradient(),
            args.target(),
            args.step.accumulate,
            None,
        );
    }
}
