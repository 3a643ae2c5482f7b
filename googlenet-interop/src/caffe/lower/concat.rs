//! Lowering of `Concat`, and the limit of operands that it shares with `Eltwise`.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::op::Concat;

/// Largest number of operands of a concatenation or sum.
const MAX_BRANCHES: usize = 64;

impl Lowering<'_, '_> {
    /// Lowers a concatenation of channels; one along another axis is reported as a mistake. For a concatenation of one
    /// blob no step is made, and the step of its operand is returned.
    pub(super) fn concat(&mut self, node: &ComputeNode<'_>, inputs: Vec<StepId>) -> Option<StepId> {
        let view = node.layer.view.message("concat_param");
        let axes = 1 + self.shape(inputs[0]).dims().len() as i64;
        self.channel_axis(view, "axis", axes)?;
        self.channel_axis(view, "concat_dim", axes)?;
        if let [input] = inputs[..] {
            return Some(input);
        }
        self.branches(node, inputs.len())?;
        let inputs = self.alike(node, inputs)?;
        self.push(node, Concat {}.into(), inputs)?;
        self.last()
    }

    /// Checks that a concatenation or sum has at most [`MAX_BRANCHES`] operands; `branches` is their number. Returns
    /// `None` if there are more, which is reported as a mistake.
    pub(super) fn branches(&mut self, node: &ComputeNode<'_>, branches: usize) -> Option<()> {
        if branches <= MAX_BRANCHES {
            return Some(());
        }
        let title = format!("{:?} joins {branches} blobs", node.layer.name);
        let label = format!("at most {MAX_BRANCHES} are possible");
        self.mistakes.push(node.layer.mistake(title, label));
        None
    }
}
