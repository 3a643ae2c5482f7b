//! Reshape to a map: the typed layer [`Reshape`], and running the operation.

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
use googlenet_dsl::op::Reshape as Op;
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// The values of tensors of shape `I`, in the order height, width, channels, as maps of shape `O`.
    Reshape<I, O>
}

impl<I: Shape, O: Shape> Reshape<I, O> {
    /// Compile-time check; evaluation fails unless `O` is a map with as many values as `I`.
    pub const CHECK: () = {
        assert!(matches!(O::SHAPE, Value::Map { .. }), "reshape makes a map");
        assert!(I::LEN == O::LEN, "the map has as many values as the input");
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
        kernel::copy(worker, &args.inputs()[0], args.output());
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::reshape(self, layer, inputs[0])
    }
}
