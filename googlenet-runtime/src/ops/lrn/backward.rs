//! Gradient of local response normalisation.

use crate::kernel::{self, Target, Worker};
use crate::ops::{Prepared, Train, TrainArgs};
use googlenet_dsl::op::Lrn;
use googlenet_dsl::plan::training::{TrainingKind, TrainingStep};

impl Train for Lrn {
    fn prepare(&self, step: &TrainingStep, _target: Target) -> Prepared {
        match step.kind {
            TrainingKind::InputGradient(_) => Prepared::Scratch(kernel::lrn_gradient_scratch(
                &step.step.output().layout,
                self,
            )),
            _ => Prepared::Nothing,
        }
    }

    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::lrn_gradient(
            worker,
            args.input(0),
            args.gradient(),
            args.target(),
            self,
            args.step.accumulate,
        );
    }
}
