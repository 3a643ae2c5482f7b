//! Export of activations: of layers that are an activation, and of convolutions and dense layers with one.

use super::softmax::softmax;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::{Activate, Activation};

impl Translate for Activate {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let node = function(self.function, site.inputs[0].clone(), to);
        to.layer(site, node);
    }
}

/// Adds `node` as the node of the layer at `site`, followed by a node of `activation` unless that is
/// [`Activation::None`].
pub(super) fn activated(site: &Site<'_>, node: Node, activation: Activation, to: &mut Builder) {
    if activation == Activation::None {
        return to.layer(site, node);
    }
    let linear = to.first(site, node, "linear");
    let node = function(activation, linear, to);
    to.last(site, node, activation.as_str());
}

/// Returns a node that applies an activation to the tensor `input`. Adds the bounds of `Relu6` to `to` as constants.
fn function(activation: Activation, input: String, to: &mut Builder) -> Node {
    match activation {
        Activation::None => Node::new("Identity").reads([input]),
        Activation::Relu => Node::new("Relu").reads([input]),
        Activation::Relu6 => Node::new("Clip").reads([input, to.number(0.0), to.number(6.0)]),
        Activation::LeakyRelu { slope } => {
            Node::new("LeakyRelu").reads([input]).float("alpha", slope)
        }
        Activation::Sigmoid => Node::new("Sigmoid").reads([input]),
        Activation::Tanh => Node::new("Tanh").reads([input]),
        Activation::Softmax => softmax(input),
        _ => googlenet_dsl::no_other_variant!(Activation, 7),
    }
}
