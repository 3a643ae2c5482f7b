//! Layer normalisation: the typed layer [`LayerNorm`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::channel_scale::pack_gamma_and_beta;
use super::{Operator, StepArgs, StepWeights, eager};
use crate::kernel::{self, PackedWeights, Target, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::LayerNorm as Op;
use googlenet_dsl::plan::Step;

typed_layer! {
    /// Layer normalisation over the channels of each pixel of tensors of shape `S`.
    LayerNorm<S>
}

impl<S: Shape> LayerNorm<S> {
    /// Empty compile-time check, as every shape is allowed.
    pub const CHECK: () = ();

    /// Returns the layer's result for each image of `x`, computed on the calling thread.
    #[inline]
    pub fn forward(&self, x: &Tensor<S>) -> Tensor<S> {
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

impl Operator for Op {
    fn weight_plan(&self, step: &Step, _target: Target) -> Option<PackedWeights> {
        Some(PackedWeights::affine(&step.output().layout))
    }

    fn pack(
        &self,
        sources: &StepWeights<'_>,
        _packed: &PackedWeights,
        step: &Step,
        values: &mut [f32],
    ) {
        pack_gamma_and_beta(&sources.layer, &step.output().layout, values);
    }

    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        let packed = args.packed.expect("layer normalisation is packed");
        let (factor, summand) = packed.factors(args.weights);
        kernel::layer_norm(
            worker,
            &args.inputs()[0],
            args.output(),
            (factor, summand, self.epsilon),
            args.activation(),
        );
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::layer_norm(self, layer, inputs[0])
    }
}
