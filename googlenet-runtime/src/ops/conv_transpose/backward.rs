//! Gradients of transposed convolutions: the data gradient is a convolution, and the gradient of the kernel that of a
//! convolution whose input is the gradient of the result, and the gradient of whose result is the operand.

use super::problem;
use crate::kernel::{
    self, Added, ConvPrimitive, Epilogue, PackedWeights, SourceWeights, Target, WeightGradient,
    Worker,
};
use crate::ops::{LayerWeights, Prepared, Train, TrainArgs, operator, prepared_forward};
use googlenet_dsl::op::{ConvTranspose, Elementwise, Padding, Window};
use googlenet_dsl::plan::Region;
use googlenet_dsl::plan::training::{TrainingKind, TrainingStep};

impl Train for ConvTranspose {
    fn prepare(&self, step: &TrainingStep, target: Target) -> Prepared {
        let groups = self.groups as usize;
        match (step.kind, &step.gradient, &step.target) {
            (TrainingKind::InputGradient(_), Some(result), Some(operand)) => {
                let window = convolution(self, operand, result);
                let primitive = ConvPrimitive::new(window, groups, result, operand, target);
                Prepared::Forward(PackedWeights::Conv(primitive))
            }
            (TrainingKind::WeightGradient, Some(result), _) => {
                let operand = &step.step.inputs[0];
                if !operand.layout.is_in_blocks() {
                    return Prepared::Nothing;
                }
                let window = convolution(self, operand, result);
                let gradient = WeightGradient::new(window, groups, result, operand, target.isa);
                Prepared::WeightGradient(gradient)
            }
            _ => prepared_forward(step, target),
        }
    }

    fn pack(
        &self,
        step: &TrainingStep,
        prepared: &Prepared,
        weights: LayerWeights<'_>,
        values: &mut [f32],
    ) {
        let Prepared::Forward(packed) = prepared else {
            return;
        };
        match packed {
            PackedWeights::Conv(primitive) => {
                let source = SourceWeights {
                    kernel: weights.get("kernel").unwrap_or(&[]),
                    bias: None,
                    affine: None,
                };
                primitive.pack(&source, values);
            }
            _ => {
                let sources = crate::ops::StepWeights {
                    layer: weights,
                    batch_norm: None,
                    scale: None,
                };
                operator(step.op()).pack(&sources, packed, &step.step, values);
            }
        }
    }

    fn gradient_sums(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        kernel::channel_sums(worker, args.gradient(), args.sums(), 0);
    }

    fn weight_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        if let Some(kernel) = args.gradients.get("kernel") {
            let (operand, result) = (args.input(0), args.gradient());
            match args.prepared {
                Prepared::WeightGradient(gradient) => gradient.run(worker, result, operand, kernel),
                _ => {
                    let problem = problem(self, operand, result);
                    kernel::transposed_kernel_gradient(worker, &problem, operand, result, kernel);
                }
            }
        }
        args.run_bias_gradient(worker);
    }

    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        let Prepared::Forward(packed) = args.prepared else {
            unreachable!("a convolution is prepared");
        };
        let added = match args.step.accumulate {
            true => Added::Output,
            false => Added::Nothing,
        };
        let epilogue = Epilogue {
            added,
            activation: Elementwise::None,
        };
        let (result, operand) = (args.gradient(), args.target());
        kernel::run_conv(
            worker,
            [result, operand],
            packed.primitive(),
            args.packed,
            None,
            epilogue,
            None,
        );
    }
}

/// Returns the window of the convolution whose transposed one the operation is: it makes a map of the size of `operand`
/// of one of the size of `result`.
fn convolution(op: &ConvTranspose, operand: &Region, result: &Region) -> Window {
    let mut edges = [0; 4];
    for at in 0..2 {
        let (inputs, outputs) = (operand.layout.size[at], result.layout.size[at]);
        let before = op.axis(at, inputs).0;
        let reach = (inputs - 1) * op.window.stride[at] as usize + op.window.axis(at).reach();
        let after = reach.saturating_sub(before + outputs);
        edges[at] = before as u32;
        edges[at + 2] = after as u32;
    }
    Window {
        padding: Padding::Explicit(edges),
        ..op.window
    }
}
