//! Export of convolution, with its bias and activation.

use super::activate::activated;
use super::sliding::sliding;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::pads::Pads;
use crate::onnx::export::site::Site;
use crate::order::Order;
use googlenet_dsl::op::Conv;

impl Translate for Conv {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let pads = Pads::of(&self.window, site.shapes[0]);
        let [height, width] = self.window.kernel.map(|size| size as usize);
        let (outputs, inputs) = (
            self.filters as usize,
            site.shapes[0].channels() / self.groups as usize,
        );
        let mut reads = vec![site.inputs[0].clone()];
        // The kernel is H x W x in / groups x out in the layer, out x in / groups x H x W in the file.
        let rows = Order::channels_first(height * width, inputs);
        reads.push(to.weight(site, "kernel", [outputs, inputs, height, width], rows));
        if self.bias {
            reads.push(to.weight(site, "bias", [outputs], Order::natural(1)));
        }
        let node = sliding("Conv", &self.window, pads.sum())
            .reads(reads)
            .int("group", self.groups.into());
        activated(site, node, self.activation, to);
    }
}
