//! Export of a reshape to a map. Values are in the order height, width, channels, so that maps of several pixels and
//! channels are transposed before and after it.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Reshape;
use googlenet_dsl::shape::Shape;

impl Translate for Reshape {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let mut input = site.inputs[0].clone();
        if is_mixed(site.shapes[0]) {
            let node = Node::new("Transpose")
                .reads([input])
                .ints("perm", [0, 2, 3, 1]);
            input = to.before(site, node, "pixels");
        }
        let [height, width] = site.output.spatial().map(|size| size as i64);
        let channels = site.output.channels() as i64;
        if is_mixed(site.output) {
            let node = reshaped(input, "shape", vec![0, height, width, channels], site, to);
            let pixels = to.first(site, node, "reshaped");
            let node = Node::new("Transpose")
                .reads([pixels])
                .ints("perm", [0, 3, 1, 2]);
            to.last(site, node, "channels");
        } else {
            let node = reshaped(input, "shape", vec![0, channels, height, width], site, to);
            to.layer(site, node);
        }
    }
}

/// Returns `true` if the order of the values is another one with channels first: for maps of several pixels and
/// channels.
fn is_mixed(shape: Shape) -> bool {
    matches!(shape, Shape::Map { .. }) && shape.pixels() > 1 && shape.channels() > 1
}

/// Returns a node that gives the tensor `input` the sizes `sizes`, of which the first, 0, stands for the batch. The
/// sizes are added as the constant `name` of the layer.
pub(super) fn reshaped(
    input: String,
    name: &str,
    sizes: Vec<i64>,
    site: &Site<'_>,
    to: &mut Builder,
) -> Node {
    let shape = to.whole(site, name, sizes);
    Node::new("Reshape").reads([input, shape])
}
