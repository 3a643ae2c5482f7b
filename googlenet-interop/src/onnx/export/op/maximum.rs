//! Export of maxima of maps or vectors.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Maximum;

impl Translate for Maximum {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        to.layer(site, Node::new("Max").reads(&site.inputs));
    }
}
