//! Gradients of dense layers: those of a convolution whose window is the whole map, of one pixel for a vector.

use crate::kernel::{self, InputGradient, Target, WeightGradient, Worker};
use crate::ops::{Prepared, Train, TrainArgs, prepared_forward, whole};
use googlenet_dsl::op::Dense;
use googlenet_dsl::plan::training::{TrainingKind, TrainingStep};

impl Train for Dense {
    fn prepare(&self, step: &TrainingStep, target: Target) -> Prepared {
        match (step.kind, &step.gradient, &step.target) {
            (TrainingKind::InputGradient(_), Some(result), Some(operand)) => {
                Prepared::InputGradient(InputGradient::dense(operand, result, target))
            }
            (TrainingKind::WeightGradient, Some(result), _) => {
                let input = &step.step.inputs[0];
                let gradient = WeightGradient::new(whole(input), 1, input, result, target.isa);
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
