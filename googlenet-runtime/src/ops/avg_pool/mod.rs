//! Average pooling: the typed layer [`AvgPool2d`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::window::{self, WindowRule};
use super::{Operator, StepArgs, eager, operands::same_shape};
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::AvgPool;
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// Average pooling of maps of shape `I` to maps of shape `O` with the window `W`. Padding counts as zeros if the
    /// description has `count_padding`, otherwise it is left out of the mean.
    AvgPool2d<I, O, W>
}

impl<I: Shape, O: Shape, W: WindowRule> AvgPool2d<I, O, W> {
    /// Compile-time check; evaluation fails unless `O` is the shape that pooling with the window makes of `I`.
    pub const CHECK: () = {
        window::check(I::SHAPE, O::SHAPE, W::WINDOW);
        let [height, width] = O::SHAPE.spatial();
        let expected = Value::map(height, width, I::SHAPE.channels());
        assert!(same_shape(O::SHAPE, expected), "pooling keeps the channels");
    };

    /// Returns the layer's result for each image of `x`, computed on the calling thread.
    #[inline]
    pub fn forward(&self, x: &Tensor<I>) -> Tensor<O> {
        const { Self::CHECK };
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

impl Operator for AvgPool {
    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        let regions = [&args.inputs()[0], args.output()];
        kernel::avg_pool(
            worker,
            regions,
            self.window,
            args.whole_rows,
            self.count_padding,
        );
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::avg_pool(self, layer, inputs[0])
    }
}
