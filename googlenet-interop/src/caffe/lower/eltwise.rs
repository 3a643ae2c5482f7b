//! Lowering of `Eltwise`: sums, products and maxima.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::mistake::Mistake;
use crate::import::step::StepId;
use googlenet_dsl::op::{Add, Maximum, Multiply};

const OPERATIONS: &[&str] = &["PROD", "SUM", "MAX"];
const PROD: usize = 0;
const SUM: usize = 1;

impl Lowering<'_, '_> {
    /// Lowers a sum of two or more blobs, each multiplied by its factor (`coeff`, 1 if absent), a product or a maximum.
    /// Of flattened maps whose features are in different orders they are reported as mistakes.
    pub(super) fn eltwise(
        &mut self,
        node: &ComputeNode<'_>,
        inputs: Vec<StepId>,
    ) -> Option<StepId> {
        let view = node.layer.view.message("eltwise_param");
        let operation = view.word("operation", OPERATIONS);
        let operation = operation.map_or(SUM, |(operation, _)| operation);
        if inputs.len() < 2 {
            let title = format!("{:?} joins {} blobs", node.layer.name, inputs.len());
            self.mistakes
                .push(node.layer.mistake(title, "expected two or more"));
            return None;
        }
        self.branches(node, inputs.len())?;
        let inputs = self.alike(node, inputs)?;
        self.same_order(node, &inputs)?;
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
        if operation != SUM {
            if let Some((_, span)) = coefficients.first() {
                self.only("coeff", *span, "none beside another operation than SUM");
                return None;
            }
            let op = match operation {
                PROD => Multiply {}.into(),
                _ => Maximum {}.into(),
            };
            self.push(node, op, inputs)?;
            return self.last();
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

    /// Checks that vectors that are combined value by value have their values in one order.
    pub(super) fn same_order(&mut self, node: &ComputeNode<'_>, inputs: &[StepId]) -> Option<()> {
        let order = self.order(inputs[0]);
        let is_reordered = inputs.iter().any(|id| self.is_reordered(*id));
        if !is_reordered || inputs.iter().all(|id| self.order(*id) == order) {
            return Some(());
        }
        let title = format!("{:?} joins vectors of different orders", node.layer.name);
        let label = "only `InnerProduct` may read the values of a flattened map one by one";
        self.mistakes.push(node.layer.mistake(title, label));
        None
    }
}
