//! The trait of operations that can be exported to ONNX.

use crate::onnx::builder::Builder;
use crate::onnx::site::Site;

/// An operation that can be exported to ONNX.
pub(in crate::onnx) trait Translate {
    /// Adds the nodes and constants of the layer at `site`.
    fn translate(&self, site: &Site<'_>, to: &mut Builder);
}
