//! Division of the channels of each pixel by their norm: the typed layer [`L2Norm`], and running the operation.

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
use googlenet_dsl::op::L2Norm as Op;

typed_layer! {
    /// Tensors of shape `S` with the channels of each pixel divided by their Euclidean norm.
    L2Norm<S>
}

impl<S: Shape> L2Norm<S> {
    /// Empty compile-time check, as every shape is allowed.
    pub const CHECK: () = ();

    /// Returns the layer's result for each image of `x`, computed on the calling thread.
    #[inline]
    pub fn forward(&self, x: &Tensor<S>) -> Tensor<S> {
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

impl Operator for Op {
    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        kernel::l2_norm(worker, &args.inputs()[0], args.output(), self.epsilon);
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::l2_norm(self, layer, inputs[0])
    }
}
