//! A step: an operation with what stands in the same line of a description.

use crate::order::Order;
use googlenet_dsl::op::{Activation, BatchNorm, Op};
use googlenet_dsl::shape::Shape;

/// The place of a step, counted from 1.
pub(crate) type StepId = usize;
/// The network's input.
pub(crate) const INPUT: StepId = 0;

/// What a `flatten` is called that the file has no name for, as an import made it.
pub(crate) const FLATTEN: &str = "flatten";

/// An operation with what stands in the same line of a description.
#[derive(Debug)]
pub(crate) struct Step {
    /// The name that the file has for it.
    pub(crate) name: String,
    /// The operation, without its activation.
    pub(crate) op: Op,
    pub(crate) batch_norm: Option<BatchNorm>,
    pub(crate) activation: Activation,
    pub(crate) inputs: Vec<StepId>,
    pub(crate) shape: Shape,
    /// The order of a vector's features in the file; of a map that of its channels.
    pub(crate) order: Order,
}

impl Step {
    pub(crate) fn new(name: &str, op: Op, inputs: Vec<StepId>, shape: Shape, order: Order) -> Step {
        Step {
            name: name.to_owned(),
            op,
            batch_norm: None,
            activation: Activation::None,
            inputs,
            shape,
            order,
        }
    }

    /// The layers of the network that the step stands for: what is behind its path, and the operation.
    pub(crate) fn layers(&self) -> Vec<(&'static str, Op)> {
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
