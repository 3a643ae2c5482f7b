//! Lowering of `LRN` (local response normalisation), of which only the form across channels can be imported.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::op::Lrn;

const REGIONS: &[&str] = &["ACROSS_CHANNELS", "WITHIN_CHANNEL"];

impl Lowering<'_, '_> {
    /// Lowers a normalisation across channels. Caffe's formula is that of this project: alpha is divided by the number
    /// of channels in the window (`local_size`). A normalisation within a channel is reported as a mistake.
    pub(super) fn lrn(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("lrn_param");
        if let Some((1, span)) = view.word("norm_region", REGIONS) {
            self.only("norm_region", span, "ACROSS_CHANNELS");
            return None;
        }
        let size = self.count(view, "local_size", 5);
        let alpha = self.positive(view, "alpha", 1.0, f32::INFINITY);
        let beta = self.positive(view, "beta", 0.75, f32::INFINITY);
        let k = self.positive(view, "k", 1.0, f32::INFINITY);
        let op = Lrn {
            size: size?,
            alpha: alpha?,
            beta: beta?,
            k: k?,
        };
        self.push(node, op.into(), vec![input])?;
        self.last()
    }
}
