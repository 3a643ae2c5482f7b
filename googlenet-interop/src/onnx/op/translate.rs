//! What each operation's file says.

use crate::onnx::builder::Builder;
use crate::onnx::order::Needs;
use crate::onnx::site::Site;
use crate::order::Order;
use googlenet_dsl::shape::Shape;

/// How an operation is written in ONNX.
pub(in crate::onnx) trait Translate {
    /// Adds the layer's nodes and constants.
    fn translate(&self, site: &Site<'_>, to: &mut Builder);

    /// The order of the result, where it is a vector, for the orders of what is read. Unless said otherwise the
    /// features stay where they are.
    fn order(&self, _inputs: &[Shape], read: &[&Order], _features: usize) -> Order {
        read[0].clone()
    }

    /// What must hold of the orders of the vectors that are read.
    fn needs(&self) -> Needs {
        Needs::Nothing
    }
}
