//! Export of pixels as channels. ONNX's operator has the order `dcr` alone, so that `crd` is spelled out.

use super::reshape::reshaped;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::{ChannelOrder, SpaceToDepth};

impl Translate for SpaceToDepth {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let input = site.inputs[0].clone();
        let block = i64::from(self.block);
        if self.order != ChannelOrder::Crd {
            let node = Node::new("SpaceToDepth").reads([input]);
            return to.layer(site, node.int("blocksize", block));
        }
        let [height, width] = site.output.spatial().map(|size| size as i64);
        let channels = site.shapes[0].channels() as i64;
        let apart = vec![0, channels, height, block, width, block];
        let node = reshaped(input, "blocks", apart, site, to);
        let blocks = to.before(site, node, "pixels");
        let node = Node::new("Transpose")
            .reads([blocks])
            .ints("perm", [0, 1, 3, 5, 2, 4]);
        let pixels = to.before(site, node, "exchanged");
        let all = vec![0, site.output.channels() as i64, height, width];
        let node = reshaped(pixels, "shape", all, site, to);
        to.layer(site, node);
    }
}
