//! Lowering of `LRN` (local response normalisation).

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::op::Lrn;

const REGIONS: &[&str] = &["ACROSS_CHANNELS", "WITHIN_CHANNEL"];

impl Lowering<'_, '_> {
    /// Lowers a normalisation across channels, whose formula is that of this project: alpha is divided by the number of
    /// channels in the window (`local_size`); or one within each channel, which is brought to that.
    pub(super) fn lrn(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("lrn_param");
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
        if view
            .word("norm_region", REGIONS)
            .is_some_and(|word| word.0 == 1)
        {
            return self.within_channel(node, input, op);
        }
        self.push(node, op.into(), vec![input])?;
        self.last()
    }
}
