//! Lowering of factors and summands: `Scale`, `Bias`, and `Power` of the power 1.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::caffe::prototxt::View;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::StepId;
use crate::import::transform::Transform;
use googlenet_dsl::op::{Activation, ChannelScale, Multiply, Op};
use googlenet_dsl::shape::Shape;

impl Lowering<'_, '_> {
    /// Lowers a `Scale`: its factor and bias become gamma and beta of the batch normalisation whose result it reads
    /// alone, and otherwise a step of their own. One of two blobs is their product.
    pub(super) fn scale(&mut self, node: &ComputeNode<'_>, inputs: &[StepId]) -> Option<StepId> {
        let view = node.layer.view.message("scale_param");
        let center = view.flag("bias_term").unwrap_or(false);
        if let [map, factor] = inputs[..] {
            return self.scale_by(node, view, [map, factor], center);
        }
        let input = inputs[0];
        self.axis_of_channels(view, input)?;
        let blobs = [Some(0), center.then_some(1)];
        if self.joins_batch_norm(node, input, center) {
            let names = match self.steps[input - 1].op {
                Op::BatchNorm(_) => ["gamma", "beta"],
                _ => ["batch_norm.gamma", "batch_norm.beta"],
            };
            self.of_channels(node, input, names, blobs);
            return Some(input);
        }
        let op = ChannelScale {
            scale: true,
            center,
        };
        self.push(node, op.into(), vec![input])?;
        let step = self.last()?;
        self.of_channels(node, step, ["gamma", "beta"], blobs);
        Some(step)
    }

    /// Lowers a `Bias`: of a convolution or dense layer without one whose result it reads alone it is the bias, and
    /// otherwise a step of its own.
    pub(super) fn bias(&mut self, node: &ComputeNode<'_>, inputs: &[StepId]) -> Option<StepId> {
        let view = node.layer.view.message("bias_param");
        if inputs.len() > 1 {
            let title = format!("{:?} reads {} blobs", node.layer.name, inputs.len());
            let label = "expected one of a layer of type \"Bias\"";
            let mistake = node.layer.mistake(title, label);
            self.mistakes
                .push(mistake.help("the sum of two blobs is an `Eltwise`"));
            return None;
        }
        let input = inputs[0];
        self.axis_of_channels(view, input)?;
        let own = self
            .sole_reader_step(node)
            .filter(|step| step.activation == Activation::None && step.batch_norm.is_none());
        let bias = own.and_then(|step| match &mut step.op {
            Op::Conv(conv) => Some(&mut conv.bias),
            Op::ConvTranspose(conv) => Some(&mut conv.bias),
            Op::Dense(dense) => Some(&mut dense.bias),
            _ => None,
        });
        if let Some(bias) = bias
            && !*bias
        {
            *bias = true;
            self.of_channels(node, input, ["", "bias"], [None, Some(0)]);
            return Some(input);
        }
        let op = ChannelScale {
            scale: false,
            center: true,
        };
        self.push(node, op.into(), vec![input])?;
        let step = self.last()?;
        self.of_channels(node, step, ["", "beta"], [None, Some(0)]);
        Some(step)
    }

    /// Lowers `factor * x + summand`. A factor alone becomes part of the weights of the convolution, dense layer or
    /// batch normalisation whose result it is applied to, if nothing else reads that.
    pub(super) fn affine(
        &mut self,
        node: &ComputeNode<'_>,
        name: &str,
        input: StepId,
        [factor, summand]: [f32; 2],
    ) -> Option<StepId> {
        let op = ChannelScale {
            scale: factor != 1.0,
            center: summand != 0.0,
        };
        if !op.scale && !op.center {
            return Some(input);
        }
        if !op.center && self.takes_factor(node, input, factor) {
            return Some(input);
        }
        self.step_of_numbers(node, name, input, [factor, summand])
    }

    /// Appends a step that multiplies by a number.
    pub(super) fn step_of_factor(
        &mut self,
        node: &ComputeNode<'_>,
        name: &str,
        input: StepId,
        factor: f32,
    ) -> Option<StepId> {
        self.step_of_numbers(node, name, input, [factor, 0.0])
    }

    fn step_of_numbers(
        &mut self,
        node: &ComputeNode<'_>,
        name: &str,
        input: StepId,
        [factor, summand]: [f32; 2],
    ) -> Option<StepId> {
        let op = ChannelScale {
            scale: factor != 1.0,
            center: summand != 0.0,
        };
        let (scale, center) = (op.scale, op.center);
        self.push_named(name, node.layer.type_span, op.into(), vec![input])?;
        let step = self.last()?;
        let len = self.shape(step).channels();
        for (name, value, is_there) in [("gamma", factor, scale), ("beta", summand, center)] {
            if is_there {
                let values = BlobRef::Same { value, len };
                self.weights
                    .push(WeightSource::new(step, name, values, vec![len]));
            }
        }
        Some(step)
    }

    /// Multiplies the weights of the step that a node reads alone by a number. Returns `false` if it has none that do.
    fn takes_factor(&mut self, node: &ComputeNode<'_>, input: StepId, factor: f32) -> bool {
        let names: &[&str] = match self.sole_reader_step(node) {
            Some(step) if step.activation == Activation::None => match (&step.op, &step.batch_norm)
            {
                (Op::Conv(_) | Op::ConvTranspose(_) | Op::Dense(_), None) => &["kernel", "bias"],
                (_, Some(norm)) if norm.scale => &["batch_norm.gamma", "batch_norm.beta"],
                (Op::BatchNorm(norm), None) if norm.scale => &["gamma", "beta"],
                (Op::ChannelScale(scale), None) if scale.scale => &["gamma", "beta"],
                _ => return false,
            },
            _ => return false,
        };
        let of_step = self.weights.iter_mut();
        for source in of_step.filter(|source| source.step == input && names.contains(&source.name))
        {
            source.transforms.push(Transform::Scale(factor));
        }
        true
    }

    /// Makes the batch normalisation whose result a node reads alone one with gamma, and with beta if `center`. Returns
    /// `false` if there is none without gamma.
    fn joins_batch_norm(&mut self, node: &ComputeNode<'_>, input: StepId, center: bool) -> bool {
        let step = self
            .sole_reader_step(node)
            .filter(|step| step.activation == Activation::None);
        let norm = match step {
            Some(step) => match (&mut step.batch_norm, &mut step.op) {
                (Some(norm), _) => Some(norm),
                (None, Op::BatchNorm(norm)) => Some(norm),
                _ => None,
            },
            None => None,
        };
        match norm.filter(|norm| !norm.scale && !norm.center) {
            Some(norm) => {
                // A factor that an earlier node has put in belongs to gamma.
                (norm.scale, norm.center) = (true, center);
                input != 0
            }
            None => false,
        }
    }

    /// Adds the sources of a factor and a summand for each channel of a step's result, which are the blobs with these
    /// indices of the node's layer.
    fn of_channels(
        &mut self,
        node: &ComputeNode<'_>,
        step: StepId,
        names: [&'static str; 2],
        blobs: [Option<usize>; 2],
    ) {
        let channels = self.shape(step).channels();
        let order = self.order(step);
        for (name, blob) in names.into_iter().zip(blobs) {
            let Some(blob) = blob else { continue };
            let blob = BlobRef::of(&node.layer.name, blob);
            let mut source = WeightSource::new(step, name, blob, vec![channels]);
            if !order.is_natural() {
                let order = order.clone();
                source = source.then(Transform::Order { axis: 0, order });
            }
            self.weights.push(source);
        }
    }

    /// Checks that factors or summands are those of the channels of a step's result.
    fn axis_of_channels(&mut self, view: View<'_>, input: StepId) -> Option<()> {
        let axes = 1 + self.shape(input).dims().len() as i64;
        self.channel_axis(view, "axis", axes)?;
        match view.whole("num_axes").filter(|(axes, _)| *axes != 1) {
            Some((axes, span)) => {
                self.only("num_axes", span, &format!("1, got {axes}"));
                None
            }
            None => Some(()),
        }
    }

    /// Lowers a `Scale` whose factors are a second blob: one of each channel, or of each value.
    fn scale_by(
        &mut self,
        node: &ComputeNode<'_>,
        view: View<'_>,
        [map, factor]: [StepId; 2],
        center: bool,
    ) -> Option<StepId> {
        if center {
            let place = view.place("bias_term").unwrap_or(node.layer.type_span);
            self.only("bias_term", place, "none beside a second blob");
            return None;
        }
        if let Some((axis, span)) = view.whole("axis").filter(|(axis, _)| *axis != 0)
            && !matches!(self.shape(factor), Shape::Map { .. })
        {
            let label = format!("0, as the second blob has the axis of the batch, got {axis}");
            self.only("axis", span, &label);
            return None;
        }
        self.product(node, vec![map, factor], &node.layer.name)
    }

    /// Appends the product of results, of which those of one pixel multiply every pixel.
    pub(super) fn product(
        &mut self,
        node: &ComputeNode<'_>,
        inputs: Vec<StepId>,
        name: &str,
    ) -> Option<StepId> {
        let inputs = self.alike(node, inputs)?;
        self.same_order(node, &inputs)?;
        self.push_named(name, node.layer.type_span, Multiply {}.into(), inputs)?;
        self.last()
    }
}
