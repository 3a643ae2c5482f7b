//! Element-wise sum of tensors: the typed layer [`Add`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::operands::same_shape;
use super::{Operands, Operator, StepArgs};
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Add as Op;

typed_layer! {
    /// Element-wise sum of tensors, each multiplied by its factor first, which is 1 if the description has none. `I`
    /// are the shapes of the operands as a list `(O, (O, ()))`, `O` is the shape of the sum.
    Add<I, O>
}

impl<I: Operands, O: Shape> Add<I, O> {
    /// Compile-time check; evaluation fails unless there is an operand and all operands have the shape `O`.
    pub const CHECK: () = {
        assert!(I::SAME_SHAPE, "operands of an add have one shape");
        match I::FIRST {
            Some(first) => assert!(
                same_shape(first, O::SHAPE),
                "the output has the operands' shape"
            ),
            None => panic!("an add has operands"),
        }
    };

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
        kernel::add(
            worker,
            args.inputs(),
            args.output(),
            &self.scale,
            args.activation(),
        );
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::add(self, layer, inputs)
    }
}
