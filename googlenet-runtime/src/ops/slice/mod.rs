//! Some of the channels of tensors: the typed layer [`Slice`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::operands::same_size;
use super::{Operator, StepArgs, eager};
use crate::kernel::{self, LaneTable, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Slice as Op;
use googlenet_dsl::plan::Step;

typed_layer! {
    /// Some of the channels of tensors of shape `I`, as tensors of shape `O`.
    Slice<I, O>
}

impl<I: Shape, O: Shape> Slice<I, O> {
    /// Compile-time check; evaluation fails unless `O` has the kind (map or vector), height and width of `I`, and not
    /// more channels.
    pub const CHECK: () = {
        assert!(
            same_size(I::SHAPE, O::SHAPE),
            "the output has the input's height and width"
        );
        assert!(
            O::SHAPE.channels() <= I::SHAPE.channels(),
            "the output's channels are some of the input's"
        );
    };

    /// Returns the layer's result for each image of `x`, computed on the calling thread.
    #[inline]
    pub fn forward(&self, x: &Tensor<I>) -> Tensor<O> {
        const { Self::CHECK };
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

impl Operator for Op {
    fn lane_table(&self, step: &Step) -> Option<LaneTable> {
        let from = self.channels[0] as usize;
        LaneTable::new(&step.inputs, step.output(), |channel| [0, from + channel])
    }

    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        let from = self.channels[0] as usize;
        let (input, output) = (&args.inputs()[0], args.output());
        kernel::pick_channels(worker, input, output, args.lanes, |channel| from + channel);
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::slice(self, layer, inputs[0])
    }
}
