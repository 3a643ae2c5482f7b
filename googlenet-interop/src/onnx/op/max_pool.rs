//! Maximum pooling.

use super::Translate;
use super::sliding::sliding;
use crate::onnx::builder::{Builder, Site};
use googlenet_dsl::op::MaxPool;

impl Translate for MaxPool {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let node = sliding("MaxPool", &self.sliding(), site).reads([&site.inputs[0]]);
        to.layer(site, node);
    }
}
