//! A map of another size: the typed layer [`Upsample2d`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::{Operator, StepArgs, eager};
use crate::kernel::{self, Resampling, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Upsample as Op;
use googlenet_dsl::plan::Region;
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// Maps of shape `I` as maps of shape `O`, of another height and width.
    Upsample2d<I, O>
}

impl<I: Shape, O: Shape> Upsample2d<I, O> {
    /// Compile-time check; evaluation fails unless both are maps with as many channels.
    pub const CHECK: () = {
        assert!(
            matches!(I::SHAPE, Value::Map { .. }) && matches!(O::SHAPE, Value::Map { .. }),
            "maps are resized"
        );
        assert!(
            I::SHAPE.channels() == O::SHAPE.channels(),
            "resizing keeps the channels"
        );
    };

    /// Returns the layer's result for each image of `x`, computed on the calling thread.
    #[inline]
    pub fn forward(&self, x: &Tensor<I>) -> Tensor<O> {
        const { Self::CHECK };
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

/// Returns how the pixels of the result come from those of a map in the region `input`.
fn resampling(op: &Op, input: &Region) -> Resampling {
    Resampling {
        factors: op.factors(input.layout.size),
        mode: op.mode,
        coordinates: op.coordinates,
        rounding: op.rounding,
    }
}

impl Operator for Op {
    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        let (input, output) = (&args.inputs()[0], args.output());
        kernel::resize(worker, input, output, &resampling(self, input));
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::upsample(self, layer, inputs[0])
    }
}
