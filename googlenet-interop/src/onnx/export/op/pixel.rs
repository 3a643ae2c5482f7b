//! Nodes for results that are a map of one pixel in ONNX and a vector in this project.

use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;

/// Adds a node of `operator`, a pooling over the whole map whose result in ONNX is a map of one pixel, and a node that
/// flattens this to the layer's vector.
pub(super) fn global_pool(operator: &str, site: &Site<'_>, to: &mut Builder) {
    let node = Node::new(operator).reads([&site.inputs[0]]);
    let pixel = to.first(site, node, "pixel");
    flattened(pixel, site, to);
}

/// Adds the last node of the layer, which flattens the tensor `pixel`, a map of one pixel, to the layer's vector.
pub(super) fn flattened(pixel: String, site: &Site<'_>, to: &mut Builder) {
    let node = Node::new("Flatten").reads([pixel]).int("axis", 1);
    to.last(site, node, "flatten");
}
