//! Export of products of maps or vectors. Three and more operands are multiplied one after another.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Multiply;

impl Translate for Multiply {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let mut operands = site.inputs.iter().cloned();
        let mut product = operands.next().expect("a product has operands");
        for at in 1..site.inputs.len() - 1 {
            let node = Node::new("Mul").reads(std::iter::once(product).chain(operands.next()));
            product = to.before(site, node, &format!("product_{at}"));
        }
        let last = std::iter::once(product).chain(operands.next());
        to.layer(site, Node::new("Mul").reads(last));
    }
}
