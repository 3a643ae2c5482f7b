//! Convolution: the typed layer [`Conv2d`], and packing the weights and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::window::{self, WindowRule};
use super::{Operator, StepArgs, StepWeights, eager};
use crate::kernel::{ConvPrimitive, PackedWeights, Quantized, Target, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Conv;
use googlenet_dsl::plan::Step;

typed_layer! {
    /// Convolution of maps of shape `I` to maps of shape `O` with the window `W`, in groups and with bias and
    /// activation if the description has them.
    Conv2d<I, O, W>
}

impl<I: Shape, O: Shape, W: WindowRule> Conv2d<I, O, W> {
    /// Compile-time check; evaluation fails unless `I` and `O` are maps and height and width of `O` are those that the
    /// window makes of `I`. The channels are not checked.
    pub const CHECK: () = window::check(I::SHAPE, O::SHAPE, W::WINDOW);

    /// Returns the layer's result for each image of `x`, computed on the calling thread with the algorithm of
    /// [`Precision::Fast`](crate::Precision::Fast), whatever the precision of the description. The first call packs the
    /// weights.
    #[inline]
    pub fn forward(&self, x: &Tensor<I>) -> Tensor<O> {
        const { Self::CHECK };
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

impl Operator for Conv {
    fn weight_plan(&self, step: &Step, target: Target) -> Option<PackedWeights> {
        let (window, groups) = (self.window, self.groups as usize);
        let (input, output) = (&step.inputs[0], step.output());
        let primitive = match step.max_pool() {
            Some(pool) => {
                ConvPrimitive::with_fused_pool(window, groups, pool, input, output, target)
            }
            None => ConvPrimitive::new(window, groups, input, output, target),
        };
        Some(PackedWeights::Conv(primitive))
    }

    fn quantized_plan(
        &self,
        step: &Step,
        target: Target,
        weights: Quantized,
    ) -> Option<PackedWeights> {
        let regions = [&step.inputs[0], step.output()];
        let primitive = ConvPrimitive::quantized(self.window, regions, target.isa, weights);
        (self.groups == 1).then_some(PackedWeights::Conv(primitive))
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
        reference::conv(self, layer, inputs[0])
    }
}
