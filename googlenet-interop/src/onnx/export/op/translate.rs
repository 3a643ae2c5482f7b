//! The trait with which operations are exported to ONNX.

use crate::onnx::export::builder::Builder;
use crate::onnx::export::site::Site;

/// An operation that can be exported to ONNX; all operations can.
pub(in crate::onnx::export) trait Translate {
    /// Adds the nodes and constants of the layer at `site` to `to`. `self` is the operation of that layer.
    fn translate(&self, site: &Site<'_>, to: &mut Builder);
}
