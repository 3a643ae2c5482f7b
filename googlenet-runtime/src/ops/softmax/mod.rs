//! Softmax: the typed layer [`Softmax`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
pub(super) mod reference;

use super::{Operator, StepArgs, eager};
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Softmax as Op;

typed_layer! {
    /// Softmax over the channels of each pixel of tensors of shape `S`.
    Softmax<S>
}

impl<S: Shape> Softmax<S> {
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
        match args.inputs() {
            [input] => kernel::softmax_between(worker, input, args.output()),
            _ => kernel::softmax(worker, args.output()),
        }
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        let mut values = inputs[0].to_vec();
        reference::softmax(&mut values, layer.output_shape().channels());
        values
    }
}
