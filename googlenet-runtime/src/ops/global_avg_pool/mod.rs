//! Average pooling over whole maps: the typed layer [`GlobalAvgPool2d`], and running the operation.

#[cfg(feature = "train")]
mod backward;

use super::operands::same_shape;
use super::{Operator, StepArgs, eager, whole};
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::GlobalAvgPool as Op;
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// Average pooling over whole maps of shape `I` to vectors of shape `O`.
    GlobalAvgPool2d<I, O>
}

impl<I: Shape, O: Shape> GlobalAvgPool2d<I, O> {
    /// Compile-time check; evaluation fails unless `I` is a map and `O` a vector with one feature for each of its
    /// channels.
    pub const CHECK: () = {
        assert!(matches!(I::SHAPE, Value::Map { .. }), "pooling reads a map");
        let expected = Value::vector(I::SHAPE.channels());
        assert!(
            same_shape(O::SHAPE, expected),
            "global pooling makes a vector of the map's channels"
        );
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
        let regions = [&args.inputs()[0], args.output()];
        match regions[0].layout.dtype == regions[1].layout.dtype {
            true => kernel::avg_pool(worker, regions, whole(regions[0]), false, false),
            false => kernel::channel_means(worker, regions[0], regions[1]),
        }
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        let (channels, input) = (layer.output_shape().channels(), inputs[0]);
        let pixels = input.len() / channels;
        let value = |c: usize| {
            let values = (0..pixels).map(|pixel| input[pixel * channels + c]);
            values.sum::<f64>() / pixels as f64
        };
        (0..channels).map(value).collect()
    }
}
