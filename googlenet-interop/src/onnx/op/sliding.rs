//! The options that all sliding windows have.

use crate::onnx::node::Node;
use googlenet_dsl::op::Window;

/// The operator with its window's options.
pub(super) fn sliding(operator: &str, window: &Window, pads: [i64; 4]) -> Node {
    let node = Node::new(operator)
        .ints("kernel_shape", window.kernel.map(i64::from))
        .ints("strides", window.stride.map(i64::from))
        .ints("pads", pads);
    // Not every version of every pooling operator has the option.
    if window.dilation == [1, 1] {
        node
    } else {
        node.ints("dilations", window.dilation.map(i64::from))
    }
}
