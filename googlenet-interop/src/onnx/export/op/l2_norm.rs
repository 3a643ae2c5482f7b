//! Export of the division by the Euclidean norm. ONNX's `LpNormalization` has no smallest divisor, so that it is
//! spelled out.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::L2Norm;

impl Translate for L2Norm {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let input = site.inputs[0].clone();
        let norm = Node::new("ReduceL2")
            .reads([input.clone()])
            .ints("axes", [1])
            .int("keepdims", 1);
        let norm = to.before(site, norm, "norm");
        let epsilon = to.number(self.epsilon);
        let divisor = to.before(site, Node::new("Max").reads([norm, epsilon]), "divisor");
        to.layer(site, Node::new("Div").reads([input, divisor]));
    }
}
