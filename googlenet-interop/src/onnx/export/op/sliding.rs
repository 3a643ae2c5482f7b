//! The attributes that all operators with a sliding window share: kernel, strides, padding and dilations.

use crate::onnx::export::node::Node;
use googlenet_dsl::op::Window;

/// Returns a node of `operator`, without inputs, with the attributes of a window. `pads` are the rows above, columns on
/// the left, rows below and columns on the right that are padded; the window's own padding is not used.
pub(super) fn sliding(operator: &str, window: &Window, pads: [i64; 4]) -> Node {
    let node = Node::new(operator)
        .ints("kernel_shape", window.kernel.map(i64::from))
        .ints("strides", window.stride.map(i64::from))
        .ints("pads", pads);
    // Some versions of the pooling operators lack the attribute, so the default is not written.
    if window.dilation == [1, 1] {
        node
    } else {
        node.ints("dilations", window.dilation.map(i64::from))
    }
}
