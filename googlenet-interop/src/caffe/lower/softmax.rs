//! `Softmax`.

use super::super::graph::Node;
use super::{Lowering, StepId};
use googlenet_dsl::op::Activation;

impl Lowering<'_, '_> {
    /// Over the channels.
    pub(super) fn softmax(&mut self, node: &Node<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("softmax_param");
        let axes = 1 + self.shape(input).dims().len() as i64;
        self.channel_axis(view, "axis", axes)?;
        self.activation(node, input, Activation::Softmax)
    }
}
