//! Export of some of the channels.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Slice;

impl Translate for Slice {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let [from, to_end] = self.channels.map(i64::from);
        let bounds = [
            to.whole(site, "from", vec![from]),
            to.whole(site, "to", vec![to_end]),
            to.whole(site, "axes", vec![1]),
        ];
        let input = site.inputs[0].clone();
        to.layer(site, Node::new("Slice").reads([input]).reads(bounds));
    }
}
