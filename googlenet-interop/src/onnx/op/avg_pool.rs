//! Average pooling.

use super::Translate;
use super::sliding::sliding;
use crate::onnx::builder::{Builder, Site};
use googlenet_dsl::op::AvgPool;

impl Translate for AvgPool {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let node = sliding("AveragePool", &self.sliding(), site)
            .reads([&site.inputs[0]])
            .int("count_include_pad", 0);
        to.layer(site, node);
    }
}
