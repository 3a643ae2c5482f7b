//! Lowering of `ShuffleChannel`, as ShuffleNet has it.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::op::ChannelShuffle;

impl Lowering<'_, '_> {
    pub(super) fn shuffle_channel(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
    ) -> Option<StepId> {
        let view = node.layer.view.message("shuffle_channel_param");
        let groups = self.count(view, "group", 1)?;
        if groups == 1 {
            return Some(input);
        }
        if self.is_reordered(input) {
            let title = format!("{:?} shuffles a flattened map", node.layer.name);
            let label = "only `InnerProduct` may read the values of a flattened map one by one";
            self.mistakes.push(node.layer.mistake(title, label));
            return None;
        }
        self.push(node, ChannelShuffle { groups }.into(), vec![input])?;
        self.last()
    }
}
