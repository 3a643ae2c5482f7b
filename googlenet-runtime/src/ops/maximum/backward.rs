//! Gradient of maxima: that of the result, where the operand is the first one with the largest value, added up where it
//! was repeated.

use crate::kernel::{self, Combine, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Maximum;

impl Train for Maximum {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, input: usize) {
        kernel::combine_gradient(
            worker,
            (&args.step.step.inputs, input),
            args.gradient(),
            args.target(),
            Combine::Maximum,
            args.step.accumulate,
        );
    }
}
