//! Export of activations: of layers that are an activation, and of convolutions and dense layers with one.

use super::softmax::softmax;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::{Activate, Activation};
use std::f32::consts::{FRAC_2_PI, SQRT_2};

impl Translate for Activate {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let node = function(self.function, site.inputs[0].clone(), site, to);
        to.layer(site, node);
    }
}

/// Adds `node` as the node of the layer at `site`, followed by the nodes of `activation` unless that is
/// [`Activation::None`].
pub(super) fn activated(site: &Site<'_>, node: Node, activation: Activation, to: &mut Builder) {
    if activation == Activation::None {
        return to.layer(site, node);
    }
    let linear = to.first(site, node, "linear");
    let node = function(activation, linear, site, to);
    to.last(site, node, activation.as_str());
}

/// Returns the last of the nodes that apply an activation to the tensor `input`. Adds those before it, for functions
/// without an operator, and constants to `to`.
fn function(activation: Activation, input: String, site: &Site<'_>, to: &mut Builder) -> Node {
    match activation {
        Activation::None => Node::new("Identity").reads([input]),
        Activation::Relu => Node::new("Relu").reads([input]),
        Activation::Relu6 => clip(input, 0.0, 6.0, to),
        Activation::LeakyRelu { slope } => {
            Node::new("LeakyRelu").reads([input]).float("alpha", slope)
        }
        Activation::Elu { alpha } => Node::new("Elu").reads([input]).float("alpha", alpha),
        Activation::Clip { low, high } => clip(input, low, high, to),
        Activation::Sigmoid => Node::new("Sigmoid").reads([input]),
        Activation::HardSigmoid { alpha, beta } => Node::new("HardSigmoid")
            .reads([input])
            .float("alpha", alpha)
            .float("beta", beta),
        Activation::Tanh => Node::new("Tanh").reads([input]),
        Activation::Swish => {
            let sigmoid = Node::new("Sigmoid").reads([&input]);
            let sigmoid = to.before(site, sigmoid, "sigmoid");
            Node::new("Mul").reads([input, sigmoid])
        }
        Activation::HardSwish => Node::new("HardSwish").reads([input]),
        Activation::Gelu { approximate: false } => gelu(input, site, to),
        Activation::Gelu { approximate: true } => gelu_by_tanh(input, site, to),
        Activation::Softplus => Node::new("Softplus").reads([input]),
        Activation::Softmax => softmax(input),
        _ => googlenet_dsl::no_other_variant!(Activation, 14),
    }
}

/// Returns a node that bounds values; a bound that is infinite is left out, by an empty name or as the last input.
fn clip(input: String, low: f32, high: f32, to: &mut Builder) -> Node {
    let mut bound = |value: f32| match value.is_finite() {
        true => to.number(value),
        false => String::new(),
    };
    let bounds = [bound(low), bound(high)];
    let there = bounds.iter().rposition(|bound| !bound.is_empty());
    let bounds = bounds.into_iter().take(there.map_or(0, |last| last + 1));
    Node::new("Clip").reads([input]).reads(bounds)
}

/// Adds all but the last of the nodes that compute `x * (1 + erf(x / sqrt(2))) * 0.5`, and returns the last. The
/// operator `Gelu` is that of a later operator set; runtimes fuse these nodes.
fn gelu(input: String, site: &Site<'_>, to: &mut Builder) -> Node {
    let root = to.number(SQRT_2);
    let node = Node::new("Div").reads([&input, &root]);
    let scaled = to.before(site, node, "scaled");
    let erf = to.before(site, Node::new("Erf").reads([scaled]), "erf");
    by_share(input, erf, site, to)
}

/// Adds all but the last of the nodes that compute `x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) * 0.5`, and
/// returns the last.
fn gelu_by_tanh(input: String, site: &Site<'_>, to: &mut Builder) -> Node {
    let constants = [3.0, 0.044715, FRAC_2_PI.sqrt()].map(|value| to.number(value));
    let [three, third, factor] = &constants;
    let cube = to.before(site, Node::new("Pow").reads([&input, three]), "cube");
    let cube = to.before(site, Node::new("Mul").reads([&cube, third]), "third");
    let sum = to.before(site, Node::new("Add").reads([&input, &cube]), "sum");
    let scaled = to.before(site, Node::new("Mul").reads([&sum, factor]), "scaled");
    let tanh = to.before(site, Node::new("Tanh").reads([scaled]), "tanh");
    by_share(input, tanh, site, to)
}

/// Adds all but the last of the nodes that compute `input * (1 + share) * 0.5`, and returns the last.
fn by_share(input: String, share: String, site: &Site<'_>, to: &mut Builder) -> Node {
    let [one, half] = [1.0, 0.5].map(|value| to.number(value));
    let more = to.before(site, Node::new("Add").reads([share, one]), "one_more");
    let twice = to.before(site, Node::new("Mul").reads([input, more]), "twice");
    Node::new("Mul").reads([twice, half])
}
