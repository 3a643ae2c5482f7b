//! Sum of tensors.

#[cfg(any(test, feature = "reference"))]
mod reference;

use super::operands::same_shape;
use super::{Operands, Operator, StepArgs};
#[cfg(any(test, feature = "reference"))]
use crate::Layer;
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Add as Op;

typed_layer! {
    /// The sum of tensors of the shapes `I`, a list `(O, (O, ()))`, each times its factor.
    Add<I, O>
}

impl<I: Operands, O: Shape> Add<I, O> {
    /// Fails to compile where the operands differ in shape.
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

    /// Runs the layer on the calling thread.
    ///
    /// # Panics
    /// The tensors hold different numbers of images.
    pub fn forward(&self, x: I::Tensors<'_>) -> Tensor<O> {
        const { Self::CHECK };
        super::operands::forward::<I, O>(&self.layer, x)
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
    fn reference(&self, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32> {
        reference::add(self, layer, inputs)
    }
}
