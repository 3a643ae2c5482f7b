//! Lowering of `PReLU`.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::StepId;
use crate::import::transform::Transform;
use googlenet_dsl::op::Prelu;

impl Lowering<'_, '_> {
    pub(super) fn prelu(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("prelu_param");
        let shared = view.flag("channel_shared").unwrap_or(false);
        self.push(node, Prelu { shared }.into(), vec![input])?;
        let step = self.last()?;
        let slopes = match shared {
            true => 1,
            false => self.shape(step).channels(),
        };
        let blob = BlobRef::of(&node.layer.name, 0);
        let mut source = WeightSource::new(step, "alpha", blob, vec![slopes]);
        if !shared && self.is_reordered(step) {
            let order = self.order(step);
            source = source.then(Transform::Order { axis: 0, order });
        }
        self.weights.push(source);
        Some(step)
    }
}
