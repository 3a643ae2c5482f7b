//! Element-wise maximum of tensors: the typed layer [`Maximum`], and running the operation.

#[cfg(feature = "train")]
mod backward;

use super::{Operands, Operator, StepArgs, broadcast};
use crate::kernel::{self, Combine, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Maximum as Op;

typed_layer! {
    /// Element-wise maximum of tensors, which are repeated where their height, width or channels are 1. `I` are the
    /// shapes of the operands as a list `(A, (B, ()))`, `O` is the shape of the result.
    Maximum<I, O>
}

impl<I: Operands, O: Shape> Maximum<I, O> {
    /// Compile-time check; evaluation fails unless there is an operand, the operands have one shape or sizes of 1, and
    /// the repeated operands have the shape `O`.
    pub const CHECK: () = broadcast::check::<I, O>();

    /// Returns the layer's result for each image, computed on the calling thread. `x` lists references to the operands.
    ///
    /// # Panics
    /// Panics if the tensors hold different numbers of images.
    #[inline]
    pub fn forward(&self, x: I::Tensors<'_>) -> Tensor<O> {
        const { Self::CHECK };
        super::operands::forward::<I, O>(&self.0, x)
    }
}

impl Operator for Op {
    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        kernel::combine(
            worker,
            args.inputs(),
            args.output(),
            Combine::Maximum,
            args.activation(),
        );
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        broadcast::reference(
            layer,
            inputs,
            |a, b| if a > b || a.is_nan() { a } else { b },
        )
    }
}
