//! Fully connected layer: the typed layer [`Dense`], and packing the weights and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::{Operator, StepArgs, StepWeights, eager};
use crate::kernel::{ConvPrimitive, PackedWeights, Quantized, Target, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Dense as Op;
use googlenet_dsl::plan::Step;
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// Fully connected layer from vectors of shape `I` to vectors of shape `O`, with bias and activation if the
    /// description has them.
    Dense<I, O>
}

impl<I: Shape, O: Shape> Dense<I, O> {
    /// Compile-time check; evaluation fails unless both shapes are vectors. Their lengths may differ.
    pub const CHECK: () = assert!(
        matches!(I::SHAPE, Value::Vector { .. }) && matches!(O::SHAPE, Value::Vector { .. }),
        "a dense layer reads and makes vectors"
    );

    /// Returns the layer's result for each image of `x`, computed on the calling thread. The first call packs the
    /// weights.
    #[inline]
    pub fn forward(&self, x: &Tensor<I>) -> Tensor<O> {
        const { Self::CHECK };
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

impl Operator for Op {
    fn weight_plan(&self, step: &Step, target: Target) -> Option<PackedWeights> {
        let (input, output) = (&step.inputs[0], step.output());
        Some(PackedWeights::Conv(ConvPrimitive::dense(
            input, output, target.isa,
        )))
    }

    fn quantized_plan(
        &self,
        step: &Step,
        target: Target,
        weights: Quantized,
    ) -> Option<PackedWeights> {
        let regions = [&step.inputs[0], step.output()];
        let primitive = ConvPrimitive::quantized_dense(regions, target.isa, weights);
        Some(PackedWeights::Conv(primitive))
    }

    fn pack(
        &self,
        sources: &StepWeights<'_>,
        packed: &PackedWeights,
        _step: &Step,
        values: &mut [f32],
    ) {
        super::pack(sources, packed, values);
    }

    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        super::conv_step(worker, args);
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::dense(self, layer, inputs[0])
    }
}
