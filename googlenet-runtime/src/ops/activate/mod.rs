//! Activations other than softmax as layers of their own: the typed layer [`Activate`], and running the operation.

#[cfg(feature = "train")]
mod backward;

use super::{Operator, StepArgs, eager};
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Activate as Op;

typed_layer! {
    /// An activation other than softmax, applied to every element of tensors of shape `S`.
    Activate<S>
}

impl<S: Shape> Activate<S> {
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
        // A sum with one operand, followed by the activation.
        kernel::add(worker, args.inputs(), args.output(), &[], args.activation());
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        let values = inputs[0].to_vec();
        super::reference::activate(self.function, values, layer.output_shape().channels())
    }
}
