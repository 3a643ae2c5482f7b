//! A step of an imported network: an operation, and the batch normalisation and activation in the same line of a
//! description.

use crate::order::Order;
use googlenet_dsl::op::{Activation, BatchNorm, Op};
use googlenet_dsl::shape::Shape;

/// Number of a step within a network, counted from 1; 0 is the network's input.
pub(crate) type StepId = usize;
/// The step number of the network's input.
pub(crate) const INPUT: StepId = 0;

/// Name of a `flatten` step that an importer inserted and that is not a layer of the file.
pub(crate) const FLATTEN: &str = "flatten";

/// An operation, and the batch normalisation and activation that a description has in the same line.
#[derive(Debug)]
pub(crate) struct Step {
    /// Name of the layer in the imported file.
    pub(crate) name: String,
    /// The operation, without the activation that belongs to the step.
    pub(crate) op: Op,
    pub(crate) batch_norm: Option<BatchNorm>,
    pub(crate) activation: Activation,
    pub(crate) inputs: Vec<StepId>,
    pub(crate) shape: Shape,
    /// Order of the features of a vector in the imported file; for a map, the natural order of its channels.
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

    /// Returns the layers that the compiler makes of the step's line: the suffix that is appended to the step's path
    /// (empty for the first), and the operation.
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
