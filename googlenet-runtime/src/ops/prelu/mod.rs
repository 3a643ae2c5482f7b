//! ReLU with learned slopes: the typed layer [`Prelu`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::{Operator, StepArgs, StepWeights, eager};
use crate::kernel::{self, PackedWeights, Target, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Prelu as Op;
use googlenet_dsl::plan::Step;

typed_layer! {
    /// ReLU with learned slopes of negative values, for tensors of shape `S`.
    Prelu<S>
}

impl<S: Shape> Prelu<S> {
    /// Empty compile-time check, as every shape is allowed.
    pub const CHECK: () = ();

    /// Returns the layer's result for each image of `x`, computed on the calling thread. The first call packs the
    /// weights.
    #[inline]
    pub fn forward(&self, x: &Tensor<S>) -> Tensor<S> {
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

/// Returns the slope of a channel; `slopes` has one for each channel or one for all.
fn slope(slopes: &[f32], channel: usize) -> f32 {
    slopes[channel.min(slopes.len() - 1)]
}

impl Operator for Op {
    fn weight_plan(&self, step: &Step, _target: Target) -> Option<PackedWeights> {
        Some(PackedWeights::slopes(&step.output().layout))
    }

    fn pack(
        &self,
        sources: &StepWeights<'_>,
        _packed: &PackedWeights,
        step: &Step,
        values: &mut [f32],
    ) {
        let Some(slopes) = sources.layer.get("alpha") else {
            return;
        };
        let channels = &step.output().layout.channels;
        for block in channels.iter() {
            let to = &mut values[block.block * channels.lanes()..][..channels.lanes()];
            let (to, unused) = to.split_at_mut(block.len);
            for (lane, to) in to.iter_mut().enumerate() {
                *to = slope(slopes, block.first + lane);
            }
            unused.fill(0.0);
        }
    }

    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        let packed = args.packed.expect("slopes are packed");
        let slopes = packed.slopes_in(args.weights);
        kernel::prelu(worker, &args.inputs()[0], args.output(), slopes);
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::prelu(self, layer, inputs[0])
    }
}
