//! Export of a shuffle of channels: groups and their channels become axes, which are exchanged. Height, width and batch
//! are open in it.

use super::reshape::reshaped;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::ChannelShuffle;
use googlenet_dsl::shape::Shape;

impl Translate for ChannelShuffle {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let node = shuffled(site.inputs[0].clone(), self.groups, site, to);
        to.layer(site, node);
    }
}

/// Adds all but the last of the nodes that exchange `groups` of the channels of the tensor `input`, which has the shape
/// of the layer's output, with the channels of each, and returns the last.
pub(super) fn shuffled(input: String, groups: u32, site: &Site<'_>, to: &mut Builder) -> Node {
    let (groups, all) = (i64::from(groups), site.output.channels() as i64);
    let is_map = matches!(site.output, Shape::Map { .. });
    // The pixels are one axis between the reshapes.
    let pixels = if is_map { &[-1][..] } else { &[] };
    let apart = [&[0, groups, all / groups], pixels].concat();
    let perm = [0, 2, 1, 3].into_iter().take(apart.len());
    let grouped = reshaped(input.clone(), "groups", apart, site, to);
    let grouped = to.before(site, grouped, "grouped");
    let exchanged = Node::new("Transpose").reads([grouped]).ints("perm", perm);
    let exchanged = to.before(site, exchanged, "exchanged");
    if !is_map {
        return reshaped(exchanged, "shape", vec![0, all], site, to);
    }
    let sizes = to.before(site, Node::new("Shape").reads([input]), "sizes");
    Node::new("Reshape").reads([exchanged, sizes])
}
