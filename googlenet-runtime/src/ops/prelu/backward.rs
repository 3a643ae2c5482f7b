//! Gradients of ReLU with learned slopes. At zero, the slope counts as that of the negative side, as in PyTorch.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Prelu;

impl Train for Prelu {
    fn gradient_sums(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let input = &args.step.step.inputs[0];
        kernel::product_sums(worker, [args.gradient(), input], args.sums(), 0, true);
    }

    fn weight_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let channels = &args.step.step.output().layout.channels;
        let Some(alpha) = args.gradients.get("alpha") else {
            return;
        };
        match self.shared {
            true => kernel::combine_all_sums(worker, args.sums(), 0, channels, alpha),
            false => kernel::combine_sums(worker, args.sums(), 0, channels, alpha),
        }
    }

    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::prelu_gradient(
            worker,
            [args.gradient(), &args.step.step.inputs[0]],
            args.target(),
            args.weights.get("alpha").expect("a layer with slopes"),
            args.step.accumulate,
        );
    }
}
