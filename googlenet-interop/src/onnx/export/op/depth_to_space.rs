//! Export of channels as blocks of pixels.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::{ChannelOrder, DepthToSpace};

impl Translate for DepthToSpace {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let mode = match self.order {
            ChannelOrder::Crd => "CRD",
            _ => "DCR",
        };
        let node = Node::new("DepthToSpace")
            .reads([site.inputs[0].clone()])
            .int("blocksize", self.block.into())
            .text("mode", mode);
        to.layer(site, node);
    }
}
