//! Lowering of `InnerProduct`, a dense layer.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::{FLATTEN, StepId};
use crate::import::transform::Transform;
use googlenet_dsl::op::{Activation, Dense, Flatten};
use googlenet_dsl::shape::Shape;

impl Lowering<'_, '_> {
    /// Lowers a dense layer. A map is flattened by a step in front of it; the rows of the kernel are reordered where
    /// Caffe's order of the features (channel by channel) differs from this project's.
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
                    FLATTEN,
                    node.layer.type_span,
                    Flatten {}.into(),
                    vec![input],
                )?;
                self.last()?
            }
            _ => googlenet_dsl::no_other_variant!(Shape, 2),
        };
        let order = self.order(input);
        let inputs = self.shape(input).len();
        let op = Dense {
            units,
            bias: view.flag("bias_term").unwrap_or(true),
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        let (units, bias) = (units as usize, op.bias);
        let transposed = view.flag("transpose").unwrap_or(false);
        self.push(node, op.into(), vec![input])?;
        let (step, layer) = (self.last()?, &node.layer.name);
        let rows = Transform::Order { axis: 0, order };
        let kernel = |stored| WeightSource::new(step, "kernel", BlobRef::of(layer, 0), stored);
        self.weights.push(match transposed {
            true => kernel(vec![inputs, units]).then(rows),
            false => kernel(vec![units, inputs])
                .then(Transform::Permute(vec![1, 0]))
                .then(rows),
        });
        if bias {
            let source = WeightSource::new(step, "bias", BlobRef::of(layer, 1), vec![units]);
            self.weights.push(source);
        }
        Some(step)
    }
}
