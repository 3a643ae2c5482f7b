//! Export of maximum pooling.

use super::sliding::sliding;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::pads::Pads;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::MaxPool;

impl Translate for MaxPool {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let pads = Pads::of(&self.window, site.shapes[0]);
        let node = sliding("MaxPool", &self.window, pads.sum()).reads([&site.inputs[0]]);
        to.layer(site, node);
    }
}
