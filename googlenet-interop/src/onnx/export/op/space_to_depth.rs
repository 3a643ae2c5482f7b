//! Export of pixels as channels. ONNX's operator has the order `dcr` alone, of which `crd` is a shuffle.

use super::channel_shuffle::shuffled;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::{ChannelOrder, SpaceToDepth};

impl Translate for SpaceToDepth {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let input = site.inputs[0].clone();
        let node = Node::new("SpaceToDepth").reads([input]);
        let node = node.int("blocksize", i64::from(self.block));
        if self.order != ChannelOrder::Crd {
            return to.layer(site, node);
        }
        let pixels = to.before(site, node, "pixels");
        let node = shuffled(pixels, self.block * self.block, site, to);
        to.layer(site, node);
    }
}
