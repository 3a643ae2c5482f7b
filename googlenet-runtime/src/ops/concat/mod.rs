//! Concatenation of channels: the typed layer [`Concat`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::operands::same_size;
use super::{Operands, Operator, StepArgs};
use crate::kernel::{self, LaneTable, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Concat as Op;
use googlenet_dsl::plan::Step;

typed_layer! {
    /// Concatenation of tensors along the channels, in the order of the operands. `I` are the shapes of the operands as
    /// a list `(A, (B, ()))`, `O` is the shape of the result.
    Concat<I, O>
}

impl<I: Operands, O: Shape> Concat<I, O> {
    /// Compile-time check; evaluation fails unless there is an operand, all operands have the kind (map or vector),
    /// height and width of `O`, and their channels add up to those of `O`.
    pub const CHECK: () = {
        assert!(
            I::SAME_SIZE,
            "branches of a concat agree in height and width"
        );
        assert!(
            I::CHANNELS == O::SHAPE.channels(),
            "the channels of the branches add up to the output's"
        );
        match I::FIRST {
            Some(first) => assert!(
                same_size(first, O::SHAPE),
                "the output has the height and width of the branches"
            ),
            None => panic!("a concat has branches"),
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
    fn lane_table(&self, step: &Step) -> Option<LaneTable> {
        kernel::concat_table(&step.inputs, step.output())
    }

    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        kernel::concat(worker, args.inputs(), args.output(), args.lanes);
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::concat(layer, inputs)
    }
}
