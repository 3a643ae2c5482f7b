//! A step of an imported network: one line of the description that is generated from it.

use crate::order::Order;
use googlenet_dsl::op::{Activation, BatchNorm, Op};
use googlenet_dsl::shape::Shape;
use googlenet_runtime::quantize::Quantization;

/// Number of a step within its network, counted from 1; 0 is the network's input.
pub(crate) type StepId = usize;
/// The step number that stands for the network's input, which is no step.
pub(crate) const INPUT: StepId = 0;

/// Name of a `flatten` step that an importer inserted. A flattening layer of the imported file that has this name is
/// taken for an inserted one.
pub(crate) const FLATTEN: &str = "flatten";
/// Name of a `reshape` step, to a map of one pixel, that an importer inserted.
pub(crate) const PIXEL: &str = "pixel";

/// An operation, with the batch normalisation and activation behind it that a description has in the same line. The
/// compiler makes up to three layers of it ([`Step::layers`]).
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Name of the layer in the imported file, from which the name in the description is derived; [`FLATTEN`] for an
    /// inserted step, empty if the file has none.
    pub(crate) name: String,
    /// The operation. Its own field `activation`, if it has one, is not used; [`Step::activation`] is.
    pub(crate) op: Op,
    /// Batch normalisation of the operation's result; `None` for none.
    pub(crate) batch_norm: Option<BatchNorm>,
    /// Activation behind the operation and the batch normalisation.
    pub(crate) activation: Activation,
    /// Ids of the steps that the operation reads, in the order of its operands.
    pub(crate) inputs: Vec<StepId>,
    /// Shape of the step's result for one image.
    pub(crate) shape: Shape,
    /// Order in which the imported file has the features of the step's result, if that is a vector; for a map, the
    /// natural order of its channels.
    pub(crate) order: Order,
    /// How the imported file rounds the step's result to 8-bit integers; `None` if it does not.
    pub(crate) quantization: Option<Quantization>,
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
            quantization: None,
        }
    }

    /// Returns whether an activation that is applied to the step's result can be that of its line.
    pub(crate) fn takes_activation(&self) -> bool {
        self.activation == Activation::None
            && matches!(
                self.op,
                Op::Conv(_)
                    | Op::ConvTranspose(_)
                    | Op::Dense(_)
                    | Op::Add(_)
                    | Op::Multiply(_)
                    | Op::Maximum(_)
            )
    }

    /// Returns the layers that the compiler makes of the step's line, in the order of execution, each with the suffix
    /// that is appended to the step's path: the operation (no suffix), then `.batch_norm` and `.activation` where they
    /// are separate layers.
    pub(crate) fn layers(&self) -> Vec<(&'static str, Op)> {
        let mut op = self.op.clone();
        let alone = self.batch_norm.is_none();
        match &mut op {
            Op::Conv(conv) if alone => conv.activation = self.activation,
            Op::ConvTranspose(conv) if alone => conv.activation = self.activation,
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
