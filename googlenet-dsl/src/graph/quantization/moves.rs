//! Operations that only move values.

use crate::op::{Interpolation, Op};

/// Returns whether each value of the operation's result is a value of one of its inputs as it is, or a zero of padding.
pub(super) fn moves_values(op: &Op) -> bool {
    match op {
        Op::MaxPool(_)
        | Op::GlobalMaxPool(_)
        | Op::ZeroPad(_)
        | Op::Dropout(_)
        | Op::Flatten(_)
        | Op::Concat(_)
        | Op::Slice(_)
        | Op::ChannelShuffle(_)
        | Op::Reshape(_)
        | Op::SpaceToDepth(_)
        | Op::DepthToSpace(_) => true,
        Op::Upsample(upsample) => upsample.mode == Interpolation::Nearest,
        Op::Input(_)
        | Op::Conv(_)
        | Op::Dense(_)
        | Op::ConvTranspose(_)
        | Op::AvgPool(_)
        | Op::GlobalAvgPool(_)
        | Op::Lrn(_)
        | Op::BatchNorm(_)
        | Op::Activate(_)
        | Op::Prelu(_)
        | Op::Add(_)
        | Op::Multiply(_)
        | Op::Maximum(_)
        | Op::ChannelScale(_)
        | Op::L2Norm(_)
        | Op::LayerNorm(_)
        | Op::Softmax(_) => false,
    }
}
