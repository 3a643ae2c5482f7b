//! The network's input as a layer: a copy of the caller's values into the layout that the first layers read.

#[cfg(any(test, feature = "reference"))]
use super::reference::ReferenceLayer;
use super::{Operator, StepArgs};
use crate::kernel::{self, Worker};
use googlenet_dsl::op::Input;

impl Operator for Input {
    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        kernel::copy(worker, &args.inputs()[0], args.output());
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, _layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        inputs[0].to_vec()
    }
}

/// The gradient of the caller's image is that of the layer's result.
#[cfg(feature = "train")]
impl super::Train for Input {}
