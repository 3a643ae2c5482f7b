//! Rows and columns around a map: the typed layer [`ZeroPad2d`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::operands::same_shape;
use super::window::{self, WindowRule};
use super::{Operator, StepArgs, eager};
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::ZeroPad;
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// Rows and columns added around maps of shape `I`, which gives maps of shape `O`. `W` is the window of 1 x 1 and
    /// stride 1 that has these as its padding.
    ZeroPad2d<I, O, W>
}

impl<I: Shape, O: Shape, W: WindowRule> ZeroPad2d<I, O, W> {
    /// Compile-time check; evaluation fails unless `O` is `I` enlarged by the padding of the window.
    pub const CHECK: () = {
        window::check(I::SHAPE, O::SHAPE, W::WINDOW);
        let [height, width] = O::SHAPE.spatial();
        let expected = Value::map(height, width, I::SHAPE.channels());
        assert!(same_shape(O::SHAPE, expected), "padding keeps the channels");
    };

    /// Returns the layer's result for each image of `x`, computed on the calling thread.
    #[inline]
    pub fn forward(&self, x: &Tensor<I>) -> Tensor<O> {
        const { Self::CHECK };
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

impl Operator for ZeroPad {
    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        kernel::zero_pad(
            worker,
            &args.inputs()[0],
            args.output(),
            self.edges,
            self.mode,
        );
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::zero_pad(self, layer, inputs[0])
    }
}
