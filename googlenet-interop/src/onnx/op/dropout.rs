//! Dropout: the identity in inference, kept for those who train the file.

use super::Translate;
use crate::onnx::builder::{Builder, Site};
use crate::onnx::node::Node;
use googlenet_dsl::op::Dropout;

impl Translate for Dropout {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let rate = to.number(self.rate);
        to.layer(
            site,
            Node::new("Dropout").reads([site.inputs[0].clone(), rate]),
        );
    }
}
