//! The channels of several groups, dealt out in turn: the typed layer [`ChannelShuffle`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::{Operator, StepArgs, eager};
use crate::kernel::{self, LaneTable, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::ChannelShuffle as Op;
use googlenet_dsl::plan::{Region, Step};

typed_layer! {
    /// The first channel of each group of tensors of shape `S`, then the second one of each, and so on.
    ChannelShuffle<S>
}

impl<S: Shape> ChannelShuffle<S> {
    /// Empty compile-time check, as every shape is allowed.
    pub const CHECK: () = ();

    /// Returns the layer's result for each image of `x`, computed on the calling thread.
    #[inline]
    pub fn forward(&self, x: &Tensor<S>) -> Tensor<S> {
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

impl Operator for Op {
    fn lane_table(&self, step: &Step) -> Option<LaneTable> {
        let source = source(self, step.output());
        LaneTable::new(&step.inputs, step.output(), |channel| [0, source(channel)])
    }

    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        let (input, output) = (&args.inputs()[0], args.output());
        kernel::pick_channels(worker, input, output, args.lanes, source(self, output));
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::channel_shuffle(self, layer, inputs[0])
    }
}

/// Returns the function from a channel of the result to the channel of the input that it is.
fn source(op: &Op, output: &Region) -> impl Fn(usize) -> usize + use<> {
    let groups = op.groups as usize;
    let each = output.shape.channels() / groups;
    move |channel| channel % groups * each + channel / groups
}
