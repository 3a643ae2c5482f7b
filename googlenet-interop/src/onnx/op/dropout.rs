//! Dropout: the identity in inference, and written so, as not every reader of inference knows `Dropout`.

use super::Translate;
use crate::onnx::builder::{Builder, Site};
use crate::onnx::node::Node;
use googlenet_dsl::op::Dropout;

impl Translate for Dropout {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        to.layer(site, Node::new("Identity").reads([&site.inputs[0]]));
    }
}
