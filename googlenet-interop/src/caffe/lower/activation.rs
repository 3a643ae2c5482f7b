//! Lowering of layers that are an activation function. The function becomes part of the step whose result it is applied
//! to if that step is a convolution, dense layer or sum without an activation and nothing else reads its result.
//! Otherwise it becomes a step of its own.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::{INPUT, StepId};
use googlenet_dsl::op::{Activation, Maximum, Op};

/// The numbers of a scaled exponential linear unit that keep mean and variance.
const SELU_ALPHA: f32 = 1.673_263_2;
const SELU_LAMBDA: f32 = 1.050_701;

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

    /// Lowers an exponential linear unit, of forks also times `lambda`.
    pub(super) fn elu(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("elu_param");
        let number = |name: &str| view.real(name).map_or(1.0, |(value, _)| value);
        self.scaled_elu(node, input, [number("alpha"), number("lambda")])
    }

    /// Lowers a scaled exponential linear unit (Klambauer et al., arXiv:1706.02515), whose numbers forks let a layer
    /// set.
    pub(super) fn selu(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let params = ["selu_param", "se_lu_param"].map(|name| node.layer.view.message(name));
        let number = |name: &str, usual: f32| {
            let found = params.iter().find_map(|view| view.real(name));
            found.map_or(usual, |(value, _)| value)
        };
        let numbers = [number("alpha", SELU_ALPHA), number("lambda", SELU_LAMBDA)];
        self.scaled_elu(node, input, numbers)
    }

    fn scaled_elu(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
        [alpha, lambda]: [f32; 2],
    ) -> Option<StepId> {
        let function = Activation::Elu { alpha };
        if lambda == 1.0 {
            return self.activation(node, input, function);
        }
        let name = &node.layer.name;
        let elu = format!("{name}/elu");
        let at = node.layer.type_span;
        self.push_named(&elu, at, function.into(), vec![input])?;
        let step = self.last()?;
        self.step_of_factor(node, name, step, lambda)
    }

    /// Lowers `x * tanh(ln(1 + exp(x)))`.
    pub(super) fn mish(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let name = &node.layer.name;
        let mut step = input;
        for (part, function) in [
            ("softplus", Activation::Softplus),
            ("tanh", Activation::Tanh),
        ] {
            let part = format!("{name}/{part}");
            let at = node.layer.type_span;
            self.push_named(&part, at, function.into(), vec![step])?;
            step = self.last()?;
        }
        self.product(node, vec![input, step], name)
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

    pub(super) fn abs_val(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        self.magnitude(node, &node.layer.name, input)
    }

    /// Appends steps for the absolute value: the larger one of a value and its negative.
    pub(super) fn magnitude(
        &mut self,
        node: &ComputeNode<'_>,
        name: &str,
        input: StepId,
    ) -> Option<StepId> {
        let part = format!("{name}/negative");
        let negative = self.step_of_factor(node, &part, input, -1.0)?;
        let at = node.layer.type_span;
        self.push_named(name, at, Maximum {}.into(), vec![input, negative])?;
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
