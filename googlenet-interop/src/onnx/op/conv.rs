//! Convolution.

use super::Translate;
use super::activate::activated;
use super::sliding::sliding;
use crate::onnx::builder::{Builder, Site};
use crate::onnx::order::Order;
use googlenet_dsl::op::Conv;

impl Translate for Conv {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let [height, width] = self.kernel.map(|size| size as usize);
        let (outputs, inputs) = (self.filters as usize, site.shapes[0].channels());
        let mut reads = vec![site.inputs[0].clone()];
        // H x W x in x out here, out x in x H x W there.
        let rows = Order::channels_first(height * width, inputs);
        reads.push(to.weight(site, "kernel", [outputs, inputs, height, width], rows));
        if self.bias {
            reads.push(to.weight(site, "bias", [outputs], Order::natural(1)));
        }
        let node = sliding("Conv", &self.sliding(), site).reads(reads);
        activated(site, node, self.activation, to);
    }
}
