//! Lowering of `BN`, of which two kinds of forks have a form each: factors and summands of each channel alone (SegNet),
//! and those with the statistics of a batch normalisation.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::StepId;
use crate::import::transform::Transform;
use googlenet_dsl::op::{BatchNorm, ChannelScale, Op};

/// Number of blobs in the form of SegNet, whose weights for inference contain the statistics.
const WITHOUT_STATISTICS: usize = 2;
/// Fields that only the form of SegNet has.
const OF_SEGNET: &[&str] = &["bn_mode", "scale_filler", "shift_filler"];

impl Lowering<'_, '_> {
    /// Lowers a `BN`. Its blobs are factor, summand, mean and variance, or the first two alone: as the weight file has
    /// them, and without one as its fields tell.
    pub(super) fn bn(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("bn_param");
        let blobs = self.blobs_of(&node.layer.name);
        let is_of_segnet = match blobs {
            Some(blobs) => blobs == WITHOUT_STATISTICS,
            None => OF_SEGNET.iter().any(|name| view.place(name).is_some()),
        };
        if is_of_segnet {
            let op = ChannelScale {
                scale: true,
                center: true,
            };
            return self.with_blobs(node, input, op.into(), &["gamma", "beta"]);
        }
        let epsilon = self.positive(view, "eps", 1e-5, f32::INFINITY)?;
        let momentum = self.positive(view, "momentum", 0.9, 1.0)?;
        let op = BatchNorm {
            epsilon,
            momentum,
            scale: true,
            center: true,
        };
        let names = ["gamma", "beta", "moving_mean", "moving_variance"];
        self.with_blobs(node, input, op.into(), &names)
    }

    /// Appends a step whose weights are the blobs of a layer, one value a channel, in their order.
    fn with_blobs(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
        op: Op,
        names: &[&'static str],
    ) -> Option<StepId> {
        self.push(node, op, vec![input])?;
        let step = self.last()?;
        let (channels, order) = (self.shape(step).channels(), self.order(step));
        for (at, name) in names.iter().enumerate() {
            let blob = BlobRef::of(&node.layer.name, at);
            let mut source = WeightSource::new(step, name, blob, vec![channels]);
            if !order.is_natural() {
                let order = order.clone();
                source = source.then(Transform::Order { axis: 0, order });
            }
            self.weights.push(source);
        }
        Some(step)
    }
}
