//! Softmax: the typed layer [`Softmax`], and running the operation.

#[cfg(any(test, feature = "reference"))]
pub(super) mod reference;

use super::{Operator, StepArgs, eager};
#[cfg(any(test, feature = "reference"))]
use crate::Layer;
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
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
        kernel::softmax(worker, args.output());
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(&self, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32> {
        let mut values: Vec<f64> = inputs[0].iter().copied().map(f64::from).collect();
        reference::softmax(&mut values, layer.output_shape().channels());
        values.into_iter().map(|x| x as f32).collect()
    }
}
