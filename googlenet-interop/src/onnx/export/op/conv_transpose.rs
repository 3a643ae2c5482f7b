//! Export of transposed convolution, with its bias and activation. The padding of files is what is cut off the result;
//! what the layer adds to it is `output_padding`.

use super::activate::activated;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use crate::order::Order;
use googlenet_dsl::op::ConvTranspose;

impl Translate for ConvTranspose {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let [height, width] = self.window.kernel.map(|size| size as usize);
        let filters = (self.filters / self.groups) as usize;
        let channels = site.shapes[0].channels();
        let mut reads = vec![site.inputs[0].clone()];
        // The kernel is H x W x out / groups x in in the layer, in x out / groups x H x W in the file.
        let rows = Order::channels_first(height * width, filters);
        reads.push(to.weight(site, "kernel", [channels, filters, height, width], rows));
        if self.bias {
            reads.push(to.weight(site, "bias", [self.filters as usize], Order::natural(1)));
        }
        let (input, output) = (site.shapes[0].spatial(), site.output.spatial());
        // Rows and columns before the result, behind it, and added behind it.
        let cut = [0, 1].map(|at| {
            let (before, _) = self.axis(at, input[at]);
            let last = (input[at] - 1) * self.window.stride[at] as usize;
            let whole = (last + self.window.axis(at).reach() - before) as i64;
            let behind = whole - output[at] as i64;
            [before as i64, behind.max(0), (-behind).max(0)]
        });
        let mut node = Node::new("ConvTranspose")
            .reads(reads)
            .ints("kernel_shape", self.window.kernel.map(i64::from))
            .ints("strides", self.window.stride.map(i64::from))
            .ints("dilations", self.window.dilation.map(i64::from))
            .ints("pads", [cut[0][0], cut[1][0], cut[0][1], cut[1][1]])
            .int("group", self.groups.into());
        if cut[0][2] > 0 || cut[1][2] > 0 {
            node = node.ints("output_padding", [cut[0][2], cut[1][2]]);
        }
        activated(site, node, self.activation, to);
    }
}
