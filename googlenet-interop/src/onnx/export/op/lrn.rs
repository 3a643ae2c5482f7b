//! Export of local response normalisation. ONNX's `LRN` has the formula of this project: alpha is divided by the size,
//! and the sum is centred on the value's own channel.

use super::pixel::flattened;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Lrn;
use googlenet_dsl::shape::Shape;

impl Translate for Lrn {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let node = Node::new("LRN")
            .int("size", self.size.into())
            .float("alpha", self.alpha)
            .float("beta", self.beta)
            .float("bias", self.k);
        match site.output {
            Shape::Map { .. } => to.layer(site, node.reads([&site.inputs[0]])),
            Shape::Vector { .. } => {
                // Runtimes support `LRN` of maps only, so a vector becomes a map of one pixel.
                let axes = to.whole(site, "axes", vec![2, 3]);
                let pixel = Node::new("Unsqueeze").reads([site.inputs[0].clone(), axes]);
                let pixel = to.before(site, pixel, "pixel");
                let normal = to.first(site, node.reads([pixel]), "normal");
                flattened(normal, site, to);
            }
            _ => googlenet_dsl::no_other_variant!(Shape, 2),
        }
    }
}
