//! Export of a factor and a summand for each channel: a `Mul` and an `Add` with constants of channels x 1 x 1.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::ChannelScale;
use googlenet_dsl::shape::Shape;

impl Translate for ChannelScale {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let input = site.inputs[0].clone();
        match (self.scale, self.center) {
            (true, true) => {
                let node = weighted("Mul", input, "gamma", site, to);
                let scaled = to.first(site, node, "scaled");
                let node = weighted("Add", scaled, "beta", site, to);
                to.last(site, node, "center");
            }
            (true, false) => {
                let node = weighted("Mul", input, "gamma", site, to);
                to.layer(site, node);
            }
            _ => {
                let node = weighted("Add", input, "beta", site, to);
                to.layer(site, node);
            }
        }
    }
}

/// Returns a node of `operator` with the tensor `input` and the layer's weight `name`, which is added as a constant.
fn weighted(
    operator: &str,
    input: String,
    name: &'static str,
    site: &Site<'_>,
    to: &mut Builder,
) -> Node {
    let channels = site.output.channels();
    let dims = match site.output {
        Shape::Map { .. } => vec![channels, 1, 1],
        _ => vec![channels],
    };
    let weight = to.weight(site, name, dims, site.order.clone());
    Node::new(operator).reads([input, weight])
}
