//! Lowering of layers that are an activation function. The function becomes part of the step whose result it is applied
//! to if that step is a convolution, dense layer or sum without an activation and nothing else reads its result.
//! Otherwise it becomes a step of its own.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::{INPUT, StepId};
use googlenet_dsl::op::{Activation, Maximum, Op};

impl Lowering<'_, '_> {
    pub(super) fn relu(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("relu_param");
        let function = match view.real("negative_slope") {
            None => Activation::Relu,
            Some((0.0, _)) => Activation::Relu,
            Some((slope, span)) if slope < 0.0 => {
                self.only("negative_slope", span, "0 or more");
                return None;
            }
            Some((slope, _)) => Activation::LeakyRelu { slope },
        };
        self.activation(node, input, function)
    }

    pub(super) fn elu(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("elu_param");
        if let Some((_, span)) = view.real("lambda").filter(|(lambda, _)| *lambda != 1.0) {
            self.only("lambda", span, "1");
            return None;
        }
        let alpha = view.real("alpha").map_or(1.0, |(alpha, _)| alpha);
        self.activation(node, input, Activation::Elu { alpha })
    }

    pub(super) fn clip(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("clip_param");
        let (Some((low, _)), Some((high, span))) = (view.real("min"), view.real("max")) else {
            let name = if view.place("min").is_none() {
                "min"
            } else {
                "max"
            };
            self.missing(view, name, node.layer.type_span);
            return None;
        };
        if low > high {
            self.only("max", span, &format!("{low} or more, which is `min`"));
            return None;
        }
        let function = match [low, high] {
            [0.0, 6.0] => Activation::Relu6,
            _ => Activation::Clip { low, high },
        };
        self.activation(node, input, function)
    }

    /// Lowers `x * sigmoid(beta * x)`.
    pub(super) fn swish(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("swish_param");
        match view.real("beta") {
            None | Some((1.0, _)) => self.activation(node, input, Activation::Swish),
            Some((0.0, span)) => {
                self.only("beta", span, "another number than 0");
                None
            }
            Some((beta, _)) => {
                let name = &node.layer.name;
                let part = format!("{name}/beta");
                let scaled = self.step_of_factor(node, &part, input, beta)?;
                let function = Op::from(Activation::Swish);
                let part = format!("{name}/swish");
                self.push_named(&part, node.layer.type_span, function, vec![scaled])?;
                let step = self.last()?;
                self.step_of_factor(node, name, step, 1.0 / beta)
            }
        }
    }

    /// Lowers the absolute value: the larger one of a value and its negative.
    pub(super) fn abs_val(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let name = format!("{}/negative", node.layer.name);
        let negative = self.step_of_factor(node, &name, input, -1.0)?;
        self.push(node, Maximum {}.into(), vec![input, negative])?;
        self.last()
    }

    pub(super) fn activation(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
        function: Activation,
    ) -> Option<StepId> {
        if input != INPUT
            && let Some(step) = self.sole_reader_step(node)
            && step.takes_activation()
        {
            step.activation = function;
            return Some(input);
        }
        self.push(node, function.into(), vec![input])?;
        self.last()
    }
}
