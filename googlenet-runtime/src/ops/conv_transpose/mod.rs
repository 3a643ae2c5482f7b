//! Transposed convolution: the typed layer [`ConvTranspose2d`], and packing the weights and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
pub(super) mod reference;

use super::{Operator, StepArgs, StepWeights, eager, source_weights};
use crate::kernel::{self, PackedWeights, Target, Transposed, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::ConvTranspose;
use googlenet_dsl::plan::{Region, Step};
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// Transposed convolution of maps of shape `I` to maps of shape `O`, in groups and with bias and activation if the
    /// description has them.
    ConvTranspose2d<I, O>
}

impl<I: Shape, O: Shape> ConvTranspose2d<I, O> {
    /// Compile-time check; evaluation fails unless `I` and `O` are maps.
    pub const CHECK: () = assert!(
        matches!(I::SHAPE, Value::Map { .. }) && matches!(O::SHAPE, Value::Map { .. }),
        "convolutions read and make maps"
    );

    /// Returns the layer's result for each image of `x`, computed on the calling thread. The first call packs the
    /// weights.
    #[inline]
    pub fn forward(&self, x: &Tensor<I>) -> Tensor<O> {
        const { Self::CHECK };
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

fn problem(op: &ConvTranspose, input: &Region, output: &Region) -> Transposed {
    let sizes = |pair: [u32; 2]| pair.map(|size| size as usize);
    Transposed {
        kernel: sizes(op.window.kernel),
        stride: sizes(op.window.stride),
        dilation: sizes(op.window.dilation),
        before: [0, 1].map(|at| op.axis(at, input.layout.size[at]).0),
        groups: op.groups as usize,
        inputs: input.layout.channels.count(),
        outputs: output.layout.channels.count(),
    }
}

impl Operator for ConvTranspose {
    fn weight_plan(&self, step: &Step, _target: Target) -> Option<PackedWeights> {
        let problem = problem(self, &step.inputs[0], step.output());
        Some(PackedWeights::transposed(problem))
    }

    fn pack(
        &self,
        sources: &StepWeights<'_>,
        _packed: &PackedWeights,
        step: &Step,
        values: &mut [f32],
    ) {
        let problem = problem(self, &step.inputs[0], step.output());
        source_weights(sources, |source| problem.pack(source, values));
    }

    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        let packed = args.packed.expect("weights of a convolution are packed");
        let (problem, weights) = packed.transposed_weights(args.weights);
        kernel::conv_transpose(
            worker,
            &args.inputs()[0],
            args.output(),
            problem,
            weights,
            args.activation(),
        );
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::conv_transpose(self, layer, inputs[0])
    }
}
