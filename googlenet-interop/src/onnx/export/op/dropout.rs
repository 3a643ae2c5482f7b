//! Export of dropout as `Identity`, which is what dropout does in inference; not all inference runtimes support
//! `Dropout`.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Dropout;

impl Translate for Dropout {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        to.layer(site, Node::new("Identity").reads([&site.inputs[0]]));
    }
}
