//! Average pooling over the whole map.

use super::Translate;
use crate::onnx::builder::{Builder, Site};
use crate::onnx::node::Node;
use crate::onnx::order::Order;
use googlenet_dsl::op::GlobalAvgPool;
use googlenet_dsl::shape::Shape;

impl Translate for GlobalAvgPool {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let node = Node::new("GlobalAveragePool").reads([&site.inputs[0]]);
        // ONNX keeps a map of one pixel.
        let pixel = to.first(site, node, "pixel");
        to.last(
            site,
            Node::new("Flatten").reads([pixel]).int("axis", 1),
            "flatten",
        );
    }

    fn order(&self, _inputs: &[Shape], _read: &[&Order], features: usize) -> Order {
        Order::natural(features)
    }
}
