//! Gradients of factors and summands of channels.

use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::ChannelScale;

impl Train for ChannelScale {
    fn gradient_sums(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let (gradient, sums) = (args.gradient(), args.sums());
        if self.center {
            kernel::channel_sums(worker, gradient, sums, 0);
        }
        if self.scale {
            let input = &args.step.step.inputs[0];
            let vector = usize::from(self.center);
            kernel::product_sums(worker, [gradient, input], sums, vector, false);
        }
    }

    fn weight_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let channels = &args.step.step.output().layout.channels;
        if let Some(beta) = args.gradients.get("beta") {
            kernel::combine_sums(worker, args.sums(), 0, channels, beta);
        }
        if let Some(gamma) = args.gradients.get("gamma") {
            let vector = usize::from(self.center);
            kernel::combine_sums(worker, args.sums(), vector, channels, gamma);
        }
    }

    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::scale_gradient(
            worker,
            args.gradient(),
            args.target(),
            args.weights.get("gamma").unwrap_or(&[1.0]),
            args.step.accumulate,
        );
    }
}
