//! The operations, one file each: the nodes that compute what a layer computes.

mod activate;
mod add;
mod avg_pool;
mod batch_norm;
mod concat;
mod conv;
mod dense;
mod dropout;
mod flatten;
mod global_avg_pool;
mod global_max_pool;
mod input;
mod lrn;
mod max_pool;
mod sliding;
mod softmax;
mod zero_pad;

use super::builder::{Builder, Site};
use super::order::{Needs, Order};
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;

/// How an operation is written in ONNX.
pub(super) trait Translate {
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

/// The way in which an operation is written.
pub(super) fn translation(op: &Op) -> &dyn Translate {
    match op {
        Op::Input(op) => op,
        Op::Conv(op) => op,
        Op::MaxPool(op) => op,
        Op::AvgPool(op) => op,
        Op::GlobalMaxPool(op) => op,
        Op::GlobalAvgPool(op) => op,
        Op::ZeroPad(op) => op,
        Op::Lrn(op) => op,
        Op::BatchNorm(op) => op,
        Op::Activate(op) => op,
        Op::Dense(op) => op,
        Op::Dropout(op) => op,
        Op::Flatten(op) => op,
        Op::Concat(op) => op,
        Op::Add(op) => op,
        Op::Softmax(op) => op,
    }
}
