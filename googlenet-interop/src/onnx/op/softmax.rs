//! Export of softmax.

use super::translate::Translate;
use crate::onnx::builder::Builder;
use crate::onnx::node::Node;
use crate::onnx::site::Site;
use googlenet_dsl::op::Softmax;

impl Translate for Softmax {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        to.layer(site, softmax(site.inputs[0].clone()));
    }
}

/// Returns a softmax node over the channels, which are axis 1 of maps and vectors alike.
pub(super) fn softmax(input: String) -> Node {
    Node::new("Softmax").reads([input]).int("axis", 1)
}
