//! Operations that read or make a map of one pixel, which is a vector here.

use crate::onnx::builder::Builder;
use crate::onnx::node::Node;
use crate::onnx::site::Site;

/// Adds a pooling over the whole map, of which ONNX keeps a map of one pixel.
pub(super) fn global_pool(operator: &str, site: &Site<'_>, to: &mut Builder) {
    let node = Node::new(operator).reads([&site.inputs[0]]);
    let pixel = to.first(site, node, "pixel");
    flattened(pixel, site, to);
}

/// Adds the node that makes the layer's vector of a map of one pixel.
pub(super) fn flattened(pixel: String, site: &Site<'_>, to: &mut Builder) {
    let node = Node::new("Flatten").reads([pixel]).int("axis", 1);
    to.last(site, node, "flatten");
}
