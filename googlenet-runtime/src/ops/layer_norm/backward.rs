//! Gradients of layer normalisation.

use crate::kernel::{self, Target, Worker};
use crate::ops::training::prepare_forward;
use crate::ops::{Prepared, Train, TrainArgs};
use googlenet_dsl::op::LayerNorm;
use googlenet_dsl::plan::training::{TrainingKind, TrainingStep};

impl Train for LayerNorm {
    fn prepare(&self, step: &TrainingStep, target: Target) -> Prepared {
        match step.kind {
            TrainingKind::Forward | TrainingKind::InputGradient(_) => prepare_forward(step, target),
            _ => Prepared::Nothing,
        }
    }

    fn gradient_sums(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        kernel::layer_norm_sums(
            worker,
            args.input(0),
            args.gradient(),
            args.sums(),
            self.epsilon,
        );
    }

    fn weight_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let channels = &args.output().layout.channels;
        for (vector, name) in ["beta", "gamma"].into_iter().enumerate() {
            if let Some(to) = args.gradients.get(name) {
                kernel::combine_sums(worker, args.sums(), vector, channels, to);
            }
        }
    }

    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        let inference = args.inference();
        let packed = inference.packed.expect("layer normalisation is packed");
        let (factor, _) = packed.factors(args.packed);
        kernel::layer_norm_gradient(
            worker,
            args.input(0),
            args.gradient(),
            args.target(),
            (factor, self.epsilon),
            args.step.accumulate,
        );
    }
}
