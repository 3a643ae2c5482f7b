//! Export of ReLU with learned slopes. The slopes of a map have axes for height and width behind the channels.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use crate::order::Order;
use googlenet_dsl::op::Prelu;
use googlenet_dsl::shape::Shape;

impl Translate for Prelu {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let (slopes, order) = match self.shared {
            true => (1, Order::natural(1)),
            false => (site.output.channels(), site.order.clone()),
        };
        let dims = match site.output {
            Shape::Map { .. } => vec![slopes, 1, 1],
            Shape::Vector { .. } => vec![slopes],
            _ => googlenet_dsl::no_other_variant!(Shape, 2),
        };
        let alpha = to.weight(site, "alpha", dims, order);
        let node = Node::new("PRelu").reads([site.inputs[0].clone(), alpha]);
        to.layer(site, node);
    }
}
