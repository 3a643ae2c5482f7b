//! Lowering of `Eltwise`, of which only sums can be imported.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::mistake::Mistake;
use crate::import::step::StepId;
use googlenet_dsl::op::Add;

const OPERATIONS: &[&str] = &["PROD", "SUM", "MAX"];
const SUM: usize = 1;

impl Lowering<'_, '_> {
    /// Lowers a sum of two or more blobs, each multiplied by its factor (`coeff`, 1 if absent). Other operations, and
    /// sums of flattened maps whose features are in different orders, are reported as mistakes.
    pub(super) fn eltwise(
        &mut self,
        node: &ComputeNode<'_>,
        inputs: Vec<StepId>,
    ) -> Option<StepId> {
        let view = node.layer.view.message("eltwise_param");
        if let Some((operation, span)) = view.word("operation", OPERATIONS)
            && operation != SUM
        {
            self.only("operation", span, "SUM");
            return None;
        }
        if inputs.len() < 2 {
            let title = format!("{:?} joins {} blobs", node.layer.name, inputs.len());
            self.mistakes
                .push(node.layer.mistake(title, "expected two or more"));
            return None;
        }
        self.branches(node, inputs.len())?;
        let order = self.order(inputs[0]);
        let is_reordered = inputs.iter().any(|id| self.is_reordered(*id));
        if is_reordered && inputs.iter().any(|id| self.order(*id) != order) {
            let title = format!("{:?} adds vectors of different orders", node.layer.name);
            let label = "only `InnerProduct` may read the values of a flattened map one by one";
            self.mistakes.push(node.layer.mistake(title, label));
            return None;
        }
        let coefficients = view.reals("coeff");
        if let Some((_, span)) = coefficients.last()
            && coefficients.len() != inputs.len()
        {
            let title = format!(
                "{:?} has another number of factors than of blobs",
                node.layer.name
            );
            let label = format!("{} for {}", coefficients.len(), inputs.len());
            self.mistakes.push(Mistake::new(title, *span, label));
            return None;
        }
        let scale: Vec<f32> = coefficients.iter().map(|(factor, _)| *factor).collect();
        let scale = match scale.iter().all(|factor| *factor == 1.0) {
            true => Vec::new(),
            false => scale,
        };
        let op = Add {
            scale: scale.into(),
        };
        self.push(node, op.into(), inputs)?;
        self.last()
    }
}
