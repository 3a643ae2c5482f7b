//! Export of a shuffle of channels: groups and their channels become axes, which are exchanged.

use super::reshape::reshaped;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::ChannelShuffle;
use googlenet_dsl::shape::Shape;

impl Translate for ChannelShuffle {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let (groups, all) = (i64::from(self.groups), site.output.channels() as i64);
        let sizes = match site.output {
            Shape::Map { height, width, .. } => vec![height as i64, width as i64],
            _ => Vec::new(),
        };
        let perm = [0, 2, 1, 3, 4];
        let perm = perm.into_iter().take(3 + sizes.len());
        let apart = [&[0, groups, all / groups], &sizes[..]].concat();
        let grouped = reshaped(site.inputs[0].clone(), "groups", apart, site, to);
        let grouped = to.before(site, grouped, "grouped");
        let exchanged = Node::new("Transpose").reads([grouped]).ints("perm", perm);
        let exchanged = to.before(site, exchanged, "exchanged");
        let node = reshaped(
            exchanged,
            "shape",
            [&[0, all], &sizes[..]].concat(),
            site,
            to,
        );
        to.layer(site, node);
    }
}
