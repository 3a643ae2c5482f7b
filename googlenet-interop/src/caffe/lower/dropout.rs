//! Lowering of `Dropout`, which becomes a step of its own.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::op::Dropout;

impl Lowering<'_, '_> {
    pub(super) fn dropout(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("dropout_param");
        let rate = self.positive(view, "dropout_ratio", 0.5, 1.0)?;
        if view.flag("scale_train") == Some(false) {
            let place = view.place("scale_train").unwrap_or(node.layer.type_span);
            self.only(
                "scale_train",
                place,
                "true, so that inference leaves values alone",
            );
            return None;
        }
        self.push(node, Dropout { rate }.into(), vec![input])?;
        self.last()
    }
}
