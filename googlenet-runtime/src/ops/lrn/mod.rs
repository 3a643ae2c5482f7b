//! Local response normalisation: the typed layer [`Lrn`], and running the operation.

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
use googlenet_dsl::op::Lrn as Op;

typed_layer! {
    /// Local response normalisation of tensors of shape `S`, across neighbouring channels of each pixel.
    Lrn<S>
}

impl<S: Shape> Lrn<S> {
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
        kernel::lrn(worker, &args.inputs()[0], args.output(), self);
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::lrn(self, layer, inputs[0])
    }
}
