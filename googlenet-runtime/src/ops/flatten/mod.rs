//! Reshape of a map into a vector: the typed layer [`Flatten`], and running the operation.

#[cfg(feature = "train")]
mod backward;

use super::{Operator, StepArgs, eager};
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Flatten as Op;
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// Reshape of tensors of shape `I` into vectors of shape `O`, in the order height, width, channels.
    Flatten<I, O>
}

impl<I: Shape, O: Shape> Flatten<I, O> {
    /// Compile-time check; evaluation fails unless `O` is a vector with as many values as `I`.
    pub const CHECK: () = {
        assert!(
            matches!(O::SHAPE, Value::Vector { .. }),
            "flatten makes a vector"
        );
        assert!(
            I::LEN == O::LEN,
            "the vector has as many values as the input"
        );
    };

    /// Returns the values of each image of `x` as a vector, in the order height, width, channels.
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
    fn exact(&self, _layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        inputs[0].to_vec()
    }
}
