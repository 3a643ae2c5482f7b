//! Channels as blocks of pixels: the typed layer [`DepthToSpace`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::{Operator, StepArgs, eager};
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::DepthToSpace as Op;
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// The channels of each pixel of maps of shape `I` as a block of pixels of maps of shape `O`.
    DepthToSpace<I, O>
}

impl<I: Shape, O: Shape> DepthToSpace<I, O> {
    /// Compile-time check; evaluation fails unless both are maps with as many values.
    pub const CHECK: () = {
        assert!(
            matches!(I::SHAPE, Value::Map { .. }) && matches!(O::SHAPE, Value::Map { .. }),
            "blocks are of maps"
        );
        assert!(
            I::LEN == O::LEN,
            "the output has as many values as the input"
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
    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        kernel::depth_to_space(
            worker,
            &args.inputs()[0],
            args.output(),
            self.block as usize,
            self.order,
        );
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::depth_to_space(self, layer, inputs[0])
    }
}
