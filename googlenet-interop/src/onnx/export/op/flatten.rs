//! Export of the flattening of a map to a vector. The map is transposed to NHWC in front of it where the features must
//! be in the network's order.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Flatten;

impl Translate for Flatten {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let mut input = site.inputs[0].clone();
        if site.turned {
            let node = Node::new("Transpose")
                .reads([input])
                .ints("perm", [0, 2, 3, 1]);
            input = to.before(site, node, "transpose");
        }
        to.layer(site, Node::new("Flatten").reads([input]).int("axis", 1));
    }
}
