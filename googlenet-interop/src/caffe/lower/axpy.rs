//! Lowering of `Axpy`, as SENet has it: the second blob, each channel times its factor in the first, plus the third.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::op::Add;

impl Lowering<'_, '_> {
    pub(super) fn axpy(&mut self, node: &ComputeNode<'_>, inputs: &[StepId]) -> Option<StepId> {
        let [factor, map, summand] = inputs[..] else {
            let title = format!("{:?} reads {} blobs", node.layer.name, inputs.len());
            let label = "expected three of a layer of type \"Axpy\"";
            self.mistakes.push(node.layer.mistake(title, label));
            return None;
        };
        let name = format!("{}/scaled", node.layer.name);
        let scaled = self.product(node, vec![map, factor], &name)?;
        let op = Add {
            scale: Vec::new().into(),
        };
        self.push(node, op.into(), vec![scaled, summand])?;
        self.last()
    }
}
