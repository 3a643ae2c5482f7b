//! Dropout, the identity in inference: the typed layer [`Dropout`], and running the operation.

#[cfg(feature = "train")]
mod backward;

use super::{Operator, StepArgs};
use crate::kernel::{self, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
#[cfg(all(feature = "train", any(test, feature = "reference")))]
use crate::ops::reference::ReferenceTraining;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Dropout as Op;

typed_layer! {
    /// Dropout over tensors of shape `S`, the identity in inference.
    Dropout<S>
}

impl<S: Shape> Dropout<S> {
    /// Empty compile-time check, as every shape is allowed.
    pub const CHECK: () = ();

    /// Returns a copy of `x`.
    #[inline]
    pub fn forward(&self, x: &Tensor<S>) -> Tensor<S> {
        x.clone()
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

    #[cfg(all(feature = "train", any(test, feature = "reference")))]
    fn exact_in_training(
        &self,
        _layer: &ReferenceLayer<'_>,
        images: &[Vec<&[f64]>],
        training: ReferenceTraining,
    ) -> Vec<Vec<f64>> {
        let rate = if training.inference { 0.0 } else { self.rate };
        let image = |(image, inputs): (usize, &Vec<&[f64]>)| {
            let kept = kernel::Kept::new(training.seed, image, rate);
            let value = |(at, x): (usize, &f64)| match kept.keeps(at) {
                true => x / (1.0 - f64::from(rate)),
                false => 0.0,
            };
            inputs[0].iter().enumerate().map(value).collect()
        };
        images.iter().enumerate().map(image).collect()
    }
}
