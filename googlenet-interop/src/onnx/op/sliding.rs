//! The options that all sliding windows have.

use crate::onnx::builder::Site;
use crate::onnx::node::Node;
use crate::onnx::pads::pads;
use googlenet_dsl::op::Window;

/// The operator with its window's options.
pub(super) fn sliding(operator: &str, window: &Window, site: &Site<'_>) -> Node {
    Node::new(operator)
        .ints("kernel_shape", window.kernel.map(i64::from))
        .ints("strides", window.stride.map(i64::from))
        .ints("pads", pads(window, site.shapes[0], site.output))
}
