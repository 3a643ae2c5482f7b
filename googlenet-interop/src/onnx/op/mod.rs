//! Translation of operations to ONNX nodes, one file per operation.

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
mod pixel;
mod sliding;
mod softmax;
mod translate;
mod zero_pad;

use googlenet_dsl::op::Op;
use translate::Translate;

/// Returns the translation of an operation.
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
