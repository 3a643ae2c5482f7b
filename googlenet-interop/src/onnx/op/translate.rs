//! What each operation's file says.

use crate::onnx::builder::Builder;
use crate::onnx::site::Site;

/// How an operation is written in ONNX.
pub(in crate::onnx) trait Translate {
    /// Adds the layer's nodes and constants.
    fn translate(&self, site: &Site<'_>, to: &mut Builder);
}
