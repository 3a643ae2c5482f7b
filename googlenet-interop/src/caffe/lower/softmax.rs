//! Lowering of `Softmax`, which may become part of the step whose result it reads, as any activation.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::op::Activation;

impl Lowering<'_, '_> {
    /// Lowers a softmax over the channels of each pixel; one over another axis is reported as a mistake.
    pub(super) fn softmax(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("softmax_param");
        let axes = 1 + self.shape(input).dims().len() as i64;
        self.channel_axis(view, "axis", axes)?;
        self.activation(node, input, Activation::Softmax)
    }
}
