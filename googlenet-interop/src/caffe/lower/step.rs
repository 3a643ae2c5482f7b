//! A step: an operation with what stands in the same line of a description.

use super::StepId;
use googlenet_dsl::op::{Activation, BatchNorm, Op};
use googlenet_dsl::shape::Shape;

/// An operation with what stands in the same line of a description.
#[derive(Debug)]
pub(in super::super) struct Step {
    /// The name of Caffe's layer.
    pub(in super::super) name: String,
    /// The operation, without its activation.
    pub(in super::super) op: Op,
    pub(in super::super) batch_norm: Option<BatchNorm>,
    pub(in super::super) activation: Activation,
    pub(in super::super) inputs: Vec<StepId>,
    pub(in super::super) shape: Shape,
    /// Of a vector: channels, height, width of the maps that were flattened to its parts.
    pub(super) parts: Vec<[usize; 3]>,
    pub(in super::super) weights: Vec<WeightSource>,
}

/// Where the values of a weight come from.
#[derive(Debug, Clone)]
pub(in super::super) struct WeightSource {
    /// What stands behind the step's path: `kernel`, `batch_norm.gamma`.
    pub(in super::super) name: &'static str,
    /// The shape that it has in our files.
    pub(in super::super) shape: Vec<usize>,
    /// Caffe's layer.
    pub(in super::super) layer: String,
    /// Which of its blobs.
    pub(in super::super) blob: usize,
    /// The shape of the blob.
    pub(in super::super) expected: Vec<usize>,
    /// How the values are brought into our order.
    pub(in super::super) layout: Layout,
}

/// How the values of a blob are brought into our order.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) enum Layout {
    /// As they are.
    Same,
    /// From out, in, height, width to height, width, in, out.
    Kernel,
    /// From out, in (or in, out where transposed), in parts of channels, height, width, to in, out in parts of height,
    /// width, channels.
    Dense {
        /// Whether the blob is in, out.
        transposed: bool,
        /// The parts of the input.
        parts: Vec<[usize; 3]>,
    },
    /// Divided by the one value of another blob, or zero where that is zero.
    Divided {
        /// That blob.
        by: usize,
    },
}

impl Step {
    pub(super) fn new(
        name: &str,
        op: Op,
        inputs: Vec<StepId>,
        shape: Shape,
        parts: Vec<[usize; 3]>,
    ) -> Step {
        Step {
            name: name.to_owned(),
            op,
            batch_norm: None,
            activation: Activation::None,
            inputs,
            shape,
            parts,
            weights: Vec::new(),
        }
    }

    /// Whether the result's values are in another order than Caffe's.
    pub(super) fn is_turned(&self) -> bool {
        let turned = |[channels, height, width]: &[usize; 3]| *channels > 1 && height * width > 1;
        self.parts.iter().any(turned)
    }

    /// The layers of the network that the step stands for: what is behind its path, and the operation.
    pub(in super::super) fn layers(&self) -> Vec<(&'static str, Op)> {
        let mut op = self.op.clone();
        let alone = self.batch_norm.is_none();
        match &mut op {
            Op::Conv(conv) if alone => conv.activation = self.activation,
            Op::Dense(dense) => dense.activation = self.activation,
            _ => {}
        }
        let inside =
            matches!(self.activation, Activation::None) || op.activation() == self.activation;
        let mut layers = vec![("", op)];
        if let Some(batch_norm) = &self.batch_norm {
            layers.push((".batch_norm", batch_norm.clone().into()));
        }
        if !inside {
            layers.push((".activation", self.activation.into()));
        }
        layers
    }
}
