//! Export of dense layers as `Gemm`. The rows of the kernel are put into the order in which the file has the features
//! of the vector that the layer reads.

use super::activate::activated;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use crate::order::Order;
use googlenet_dsl::op::Dense;

impl Translate for Dense {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let (outputs, inputs) = (self.units as usize, site.shapes[0].len());
        let mut reads = vec![site.inputs[0].clone()];
        reads.push(to.weight(site, "kernel", [outputs, inputs], site.order.clone()));
        if self.bias {
            reads.push(to.weight(site, "bias", [outputs], Order::natural(1)));
        }
        // The kernel is out x in (`transB`), as in the files of other exporters.
        let node = Node::new("Gemm").reads(reads).int("transB", 1);
        activated(site, node, self.activation, to);
    }
}
