//! Export of concatenation along the channels or features.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Concat;

impl Translate for Concat {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let node = Node::new("Concat").reads(&site.inputs).int("axis", 1);
        to.layer(site, node);
    }
}
