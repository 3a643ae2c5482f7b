//! Export of rows and columns around a map.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::{PadMode, ZeroPad};

impl Translate for ZeroPad {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let input = site.inputs[0].clone();
        let mut node = zeros_around(input, self.edges.map(i64::from), site, to);
        if self.mode != PadMode::Zero {
            node = node.text("mode", self.mode.as_str());
        }
        to.layer(site, node);
    }
}

/// Returns a node that pads the map `input` with zeros, and adds its constant `PATH/pads` to `to`. `edges` are the rows
/// above, columns on the left, rows below and columns on the right.
pub(super) fn zeros_around(
    input: String,
    edges: [i64; 4],
    site: &Site<'_>,
    to: &mut Builder,
) -> Node {
    let [above, left, below, right] = edges;
    // The padding before each of the axes N, C, H, W, then the padding after each.
    let pads = to.whole(site, "pads", vec![0, 0, above, left, 0, 0, below, right]);
    Node::new("Pad").reads([input, pads])
}
