//! Lowering of `BatchNorm`.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::StepId;
use crate::import::transform::Transform;
use googlenet_dsl::op::{Activation, BatchNorm, Op};

impl Lowering<'_, '_> {
    /// Lowers a batch normalisation, without gamma and beta, which a `Scale` behind it may add, unless it has them
    /// itself (`scale_bias`, of NVIDIA's branch of Caffe). The normalisation becomes part of the step whose result it
    /// reads if that step is a convolution without a batch normalisation or activation and nothing else reads its
    /// result; otherwise it becomes a step of its own. Returns the id of the step that has it; `None` if it cannot be
    /// imported, which is reported as a mistake.
    pub(super) fn batch_norm(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("batch_norm_param");
        let epsilon = self.positive(view, "eps", 1e-5, f32::INFINITY);
        let momentum = self.positive(view, "moving_average_fraction", 0.999, 1.0);
        if view.flag("use_global_stats") == Some(false) {
            let place = view
                .place("use_global_stats")
                .unwrap_or(node.layer.type_span);
            self.only(
                "use_global_stats",
                place,
                "the statistics of training, as inference has them",
            );
            return None;
        }
        let scaled = view.flag("scale_bias").unwrap_or(false);
        let batch_norm = BatchNorm {
            epsilon: epsilon?,
            momentum: momentum?,
            scale: scaled,
            center: scaled,
        };
        let channels = self.shape(input).channels();
        let layer = &node.layer.name;
        let order = self.order(input);
        // Mean, variance, the number by which both are divided, gamma, beta.
        let weights = |step: StepId, names: [&'static str; 4]| {
            let blobs = [0, 1, 3, 4].into_iter().zip(names);
            let blobs = blobs.take(if scaled { 4 } else { 2 });
            let sources = blobs.map(|(at, name)| {
                let blob = BlobRef::of(layer, at);
                let mut source = WeightSource::new(step, name, blob, vec![channels]);
                if !order.is_natural() {
                    let order = order.clone();
                    source = source.then(Transform::Order { axis: 0, order });
                }
                match at {
                    0 | 1 => source.divided(BlobRef::of(layer, 2)),
                    _ => source,
                }
            });
            sources.collect::<Vec<_>>()
        };
        if let Some(step) = self.sole_reader_step(node)
            && matches!(step.op, Op::Conv(_) | Op::ConvTranspose(_))
            && step.batch_norm.is_none()
            && step.activation == Activation::None
        {
            step.batch_norm = Some(batch_norm);
            let names = [
                "batch_norm.moving_mean",
                "batch_norm.moving_variance",
                "batch_norm.gamma",
                "batch_norm.beta",
            ];
            self.weights.extend(weights(input, names));
            return Some(input);
        }
        self.push(node, batch_norm.into(), vec![input])?;
        let step = self.last()?;
        let names = ["moving_mean", "moving_variance", "gamma", "beta"];
        self.weights.extend(weights(step, names));
        Some(step)
    }
}
