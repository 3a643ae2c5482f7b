//! Export of sums of maps or vectors. An operand with a factor other than 1 is multiplied by it in a node of its own.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Add;

impl Translate for Add {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let mut branches = site.inputs.clone();
        for (at, (branch, factor)) in branches.iter_mut().zip(self.scale.iter()).enumerate() {
            if *factor != 1.0 {
                let factor = to.number(*factor);
                let node = Node::new("Mul").reads([branch.clone(), factor]);
                *branch = to.before(site, node, &format!("scale_{at}"));
            }
        }
        // For two operands `Sum` is equivalent, but runtimes fuse only `Add` into the operator before it.
        let operator = if branches.len() == 2 { "Add" } else { "Sum" };
        to.layer(site, Node::new(operator).reads(branches));
    }
}
