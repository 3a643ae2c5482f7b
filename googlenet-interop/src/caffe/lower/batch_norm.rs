//! Lowering of `BatchNorm`, and of `Scale` directly behind it.

use super::lowering::Lowering;
use crate::caffe::graph::{ComputeNode, Operand};
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::StepId;
use googlenet_dsl::op::{Activation, BatchNorm, Op};

impl Lowering<'_, '_> {
    /// Lowers a batch normalisation without gamma and beta, which a `Scale` behind it may add. The normalisation
    /// becomes part of the step whose result it reads if that step is a convolution without a batch normalisation or
    /// activation and nothing else reads its result; otherwise it becomes a step of its own. Returns the id of the step
    /// that has it; `None` if it cannot be imported, which is reported as a mistake.
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
        if self.is_reordered(input) {
            return self.refuse_reordered(node);
        }
        let batch_norm = BatchNorm {
            epsilon: epsilon?,
            momentum: momentum?,
            scale: false,
            center: false,
        };
        let channels = self.shape(input).channels();
        let layer = &node.layer.name;
        let weights = |step: StepId, names: [&'static str; 2]| {
            let blobs = names.into_iter().enumerate();
            blobs.map(move |(at, name)| {
                let blob = BlobRef::of(layer, at);
                let source = WeightSource::new(step, name, blob, vec![channels]);
                source.divided(BlobRef::of(layer, 2))
            })
        };
        if let Some(step) = self.sole_reader_step(node)
            && matches!(step.op, Op::Conv(_))
            && step.batch_norm.is_none()
            && step.activation == Activation::None
        {
            step.batch_norm = Some(batch_norm);
            let names = ["batch_norm.moving_mean", "batch_norm.moving_variance"];
            self.weights.extend(weights(input, names));
            return Some(input);
        }
        self.push(node, batch_norm.into(), vec![input])?;
        let step = self.last()?;
        self.weights
            .extend(weights(step, ["moving_mean", "moving_variance"]));
        Some(step)
    }

    /// Lowers a `Scale`: its factor and bias become gamma and beta of the batch normalisation whose result it reads. A
    /// `Scale` that reads the result of any other layer, or a result with further readers, is reported as a mistake.
    pub(super) fn scale(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("scale_param");
        self.channel_axis(view, "axis", 4)?;
        if let Some((axes, span)) = view.whole("num_axes").filter(|(axes, _)| *axes != 1) {
            self.only("num_axes", span, &format!("1, got {axes}"));
            return None;
        }
        let center = view.flag("bias_term").unwrap_or(false);
        let layer = &node.layer.name;
        let channels = self.shape(input).channels();
        let step = self
            .sole_reader_step(node)
            .filter(|step| step.activation == Activation::None);
        let Some(step) = step else {
            return self.report_detached_scale(node);
        };
        let (batch_norm, names) = match (&mut step.batch_norm, &mut step.op) {
            (Some(batch_norm), _) => (batch_norm, ["batch_norm.gamma", "batch_norm.beta"]),
            (None, Op::BatchNorm(batch_norm)) => (batch_norm, ["gamma", "beta"]),
            _ => return self.report_detached_scale(node),
        };
        if batch_norm.scale {
            return self.report_detached_scale(node);
        }
        batch_norm.scale = true;
        batch_norm.center = center;
        let names = names.into_iter().take(1 + usize::from(center));
        self.weights.extend(names.enumerate().map(|(at, name)| {
            let blob = BlobRef::of(layer, at);
            WeightSource::new(input, name, blob, vec![channels])
        }));
        Some(input)
    }

    fn report_detached_scale(&mut self, node: &ComputeNode<'_>) -> Option<StepId> {
        let before = match node.inputs[0] {
            Operand::Node(at) => format!("{:?}", self.nodes[at].layer.name),
            _ => "the input".to_owned(),
        };
        let title = format!("{:?} does not follow a `BatchNorm`", node.layer.name);
        let label = format!("its input is {before}, or has other readers");
        let mistake = node.layer.mistake(title, label);
        self.mistakes
            .push(mistake.help("`Scale` is imported directly behind `BatchNorm`"));
        None
    }

    fn refuse_reordered(&mut self, node: &ComputeNode<'_>) -> Option<StepId> {
        let title = format!("{:?} normalises a flattened map", node.layer.name);
        let label = "only `InnerProduct` may read the values of a flattened map one by one";
        self.mistakes.push(node.layer.mistake(title, label));
        None
    }
}
