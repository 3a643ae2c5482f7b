//! Gradients of convolutions.

use crate::kernel::{self, InputGradient, Target, WeightGradient, Worker};
use crate::ops::{Prepared, Train, TrainArgs, prepared_forward};
use googlenet_dsl::op::Conv;
use googlenet_dsl::plan::training::{TrainingKind, TrainingStep};

impl Train for Conv {
    fn prepare(&self, step: &TrainingStep, target: Target) -> Prepared {
        let (window, groups) = (self.window, self.groups as usize);
        match (step.kind, &step.gradient, &step.target) {
            (TrainingKind::InputGradient(_), Some(result), Some(operand)) => {
                let gradient = InputGradient::new(window, groups, operand, result, target);
                Prepared::InputGradient(gradient)
            }
            (TrainingKind::WeightGradient, Some(result), _) => {
                let input = &step.step.inputs[0];
                let gradient = WeightGradient::new(window, groups, input, result, target.isa);
                Prepared::WeightGradient(gradient)
            }
            _ => prepared_forward(step, target),
        }
    }

    fn gradient_sums(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        kernel::channel_sums(worker, args.gradient(), args.sums(), 0);
    }

    fn weight_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        args.run_weight_gradients(worker);
    }

    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        args.run_input_gradient(worker);
    }
}
