//! Maximum pooling.

use super::Translate;
use super::sliding::sliding;
use crate::onnx::builder::{Builder, Site};
use crate::onnx::pads::Pads;
use googlenet_dsl::op::MaxPool;

impl Translate for MaxPool {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let pads = Pads::of(&self.window, site.shapes[0], site.output);
        let node = sliding("MaxPool", &self.window, pads.sum()).reads([&site.inputs[0]]);
        to.layer(site, node);
    }
}
