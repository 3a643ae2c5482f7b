//! `InnerProduct`.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::source::{TensorRef, Transform, WeightSource};
use crate::import::step::StepId;
use googlenet_dsl::op::{Activation, Dense, Flatten};
use googlenet_dsl::shape::Shape;

impl Lowering<'_, '_> {
    /// A map is flattened first, by a step of its own.
    pub(super) fn inner_product(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
    ) -> Option<StepId> {
        let view = node.layer.view.message("inner_product_param");
        let units = self.required(view, "num_output", node.layer.type_span);
        self.channel_axis(view, "axis", 4)?;
        let units = units?;
        let input = match self.shape(input) {
            Shape::Vector { .. } => input,
            Shape::Map { .. } => {
                self.push_named(
                    "flatten",
                    node.layer.type_span,
                    Flatten {}.into(),
                    vec![input],
                )?;
                self.last()?
            }
        };
        let order = self.order(input);
        let inputs = self.shape(input).len();
        let op = Dense {
            units,
            bias: view.flag("bias_term").unwrap_or(true),
            activation: Activation::None,
            l2: 0.0,
        };
        let (units, bias) = (units as usize, op.bias);
        let transposed = view.flag("transpose").unwrap_or(false);
        let layer = node.layer.name.clone();
        let step = self.push(node, op.into(), vec![input])?;
        step.weights.push(WeightSource {
            name: "kernel",
            shape: vec![inputs, units],
            tensor: TensorRef {
                owner: layer.clone(),
                index: 0,
            },
            stored: match transposed {
                true => vec![inputs, units],
                false => vec![units, inputs],
            },
            transform: Transform::Dense {
                transposed,
                inputs: order,
            },
        });
        step.weights.extend(bias.then(|| WeightSource {
            name: "bias",
            shape: vec![units],
            tensor: TensorRef {
                owner: layer,
                index: 1,
            },
            stored: vec![units],
            transform: Transform::Same,
        }));
        self.last()
    }
}
