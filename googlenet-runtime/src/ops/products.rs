//! Gradients of convolutions and dense layers.

use crate::kernel::{self, InputGradient, Target, WeightGradient, Worker};
use crate::ops::training::{Prepared, Train, TrainArgs, prepare_forward};
use crate::ops::{LayerWeights, operator};
use googlenet_dsl::op::{Conv, Dense, Padding, Window};
use googlenet_dsl::plan::training::{TrainingKind, TrainingStep};

/// Window and groups of a convolution, or of a dense layer, which reads a vector as a map of one pixel.
struct Product {
    window: Window,
    groups: usize,
}

impl Product {
    fn prepare(&self, step: &TrainingStep, target: Target) -> Prepared {
        let operand = &step.step.inputs[0];
        let gradient = step.gradient.as_ref();
        let gradient = || gradient.expect("a backward step has a gradient");
        match step.kind {
            TrainingKind::Forward => prepare_forward(step, target),
            TrainingKind::WeightGradient => Prepared::WeightGradient(WeightGradient::new(
                self.window,
                self.groups,
                operand,
                gradient(),
                target.isa,
            )),
            TrainingKind::InputGradient(_) => {
                let to = step.target.as_ref().expect("a target");
                let made = InputGradient::new(self.window, self.groups, to, gradient(), target);
                Prepared::InputGradient(made)
            }
            _ => Prepared::Nothing,
        }
    }
}

fn pack(step: &TrainingStep, prepared: &Prepared, weights: LayerWeights<'_>, values: &mut [f32]) {
    match prepared {
        Prepared::Forward(packed) => {
            let sources = crate::ops::StepWeights {
                layer: weights,
                batch_norm: None,
            };
            operator(step.op()).pack(&sources, packed, &step.step, values);
        }
        Prepared::InputGradient(gradient) => {
            let kernel = weights.get("kernel").expect("a layer with a kernel");
            gradient.pack(kernel, values);
        }
        Prepared::Nothing | Prepared::WeightGradient(_) => {}
    }
}

fn weight_gradient(worker: &Worker<'_>, args: &TrainArgs<'_>) {
    let Prepared::WeightGradient(gradient) = args.prepared else {
        unreachable!("the gradient of a kernel is prepared");
    };
    if let Some(kernel) = args.gradients.get("kernel") {
        gradient.run(worker, args.input(0), args.gradient(), kernel);
    }
    if let Some(bias) = args.gradients.get("bias") {
        let channels = &args.output().layout.channels;
        kernel::combine_sums(worker, args.sums(), 0, channels, bias);
    }
}

fn input_gradient(worker: &Worker<'_>, args: &TrainArgs<'_>) {
    let Prepared::InputGradient(gradient) = args.prepared else {
        unreachable!("the gradient of an operand is prepared");
    };
    let accumulate = args.step.accumulate;
    gradient.run(
        worker,
        args.gradient(),
        args.target(),
        args.packed,
        accumulate,
    );
}

macro_rules! products {
    ($($op:ident => $product:expr;)*) => { $(
        impl Train for $op {
            fn prepare(&self, step: &TrainingStep, target: Target) -> Prepared {
                let product: fn(&$op) -> Product = $product;
                product(self).prepare(step, target)
            }

            fn pack(
                &self,
                step: &TrainingStep,
                prepared: &Prepared,
                weights: LayerWeights<'_>,
                values: &mut [f32],
            ) {
                pack(step, prepared, weights, values);
            }

            fn gradient_sums(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
                kernel::channel_sums(worker, args.gradient(), args.sums(), 0);
            }

            fn weight_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
                weight_gradient(worker, args);
            }

            fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
                input_gradient(worker, args);
            }
        }
    )* };
}

products! {
    Conv => |conv| Product { window: conv.window, groups: conv.groups as usize };
    Dense => |_| Product { window: Window::new([1, 1], [1, 1], Padding::Valid), groups: 1 };
}
