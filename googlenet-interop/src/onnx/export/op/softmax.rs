//! Export of softmax over channels or features.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Softmax;

impl Translate for Softmax {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        to.layer(site, softmax(site.inputs[0].clone()));
    }
}

/// Returns a softmax node that reads the tensor `input`, over axis 1: the channels of a map (for each pixel) or the
/// features of a vector.
pub(super) fn softmax(input: String) -> Node {
    Node::new("Softmax").reads([input]).int("axis", 1)
}
