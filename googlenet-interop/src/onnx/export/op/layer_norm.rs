//! Export of layer normalisation. ONNX's operator normalises the last axes, so that maps are transposed to NHWC before
//! it, and back. Constants take the place of a missing gamma (1) and beta (0).

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::LayerNorm;
use googlenet_dsl::shape::Shape;

impl Translate for LayerNorm {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let channels = site.output.channels();
        let mut weight = |name, there: bool, otherwise| match there {
            true => to.weight(site, name, [channels], site.order.clone()),
            false => to.filled(site, name, channels, otherwise),
        };
        let weights = [
            weight("gamma", self.scale, 1.0),
            weight("beta", self.center, 0.0),
        ];
        let normal = |input: String| {
            Node::new("LayerNormalization")
                .reads([input])
                .reads(weights)
                .int("axis", -1)
                .float("epsilon", self.epsilon)
        };
        let input = site.inputs[0].clone();
        let Shape::Map { .. } = site.output else {
            return to.layer(site, normal(input));
        };
        let node = Node::new("Transpose")
            .reads([input])
            .ints("perm", [0, 2, 3, 1]);
        let pixels = to.before(site, node, "pixels");
        let pixels = to.first(site, normal(pixels), "normal");
        let node = Node::new("Transpose")
            .reads([pixels])
            .ints("perm", [0, 3, 1, 2]);
        to.last(site, node, "channels");
    }
}
