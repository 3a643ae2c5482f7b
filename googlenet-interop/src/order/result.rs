//! Feature orders of the results of operations, and requirements of operations on the orders of the vectors that they
//! read.

use super::Order;
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;

/// Requirement of an operation on the feature orders, in a file of another program, of the vectors that it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderRequirement {
    /// No requirement: each input may be in any order, as the operation works feature by feature or has its weights
    /// reordered.
    Nothing,
    /// All inputs must be in the same order, as their features are combined index by index.
    Same,
    /// All inputs must be in the network's order, as neighbouring features are combined.
    Natural,
}

/// Returns the feature order of an operation's result in a file that keeps maps channels first. `inputs` and `read` are
/// the shapes and orders of the operation's inputs, `shape` is the shape of the result.
///
/// A map has no flattened features: its order is the natural one of its channels.
pub(crate) fn of_result(op: &Op, inputs: &[Shape], read: &[&Order], shape: Shape) -> Order {
    let Shape::Vector { features } = shape else {
        return Order::natural(shape.channels());
    };
    match op {
        Op::Input(_) | Op::Dense(_) | Op::GlobalAvgPool(_) | Op::GlobalMaxPool(_) => {
            Order::natural(features)
        }
        Op::Flatten(_) if matches!(inputs[0], Shape::Map { .. }) => {
            Order::channels_first(inputs[0].pixels(), inputs[0].channels())
        }
        Op::Concat(_) => Order::joined(read.iter().copied().cloned()),
        // These operations leave every feature at its index.
        Op::Flatten(_)
        | Op::Conv(_)
        | Op::MaxPool(_)
        | Op::AvgPool(_)
        | Op::ZeroPad(_)
        | Op::Lrn(_)
        | Op::BatchNorm(_)
        | Op::Activate(_)
        | Op::Prelu(_)
        | Op::Dropout(_)
        | Op::Add(_)
        | Op::Multiply(_)
        | Op::Maximum(_)
        | Op::ChannelScale(_)
        | Op::L2Norm(_)
        | Op::LayerNorm(_)
        | Op::Softmax(_) => read[0].clone(),
        // These operations read the network's order, or make maps.
        Op::Slice(_)
        | Op::ChannelShuffle(_)
        | Op::Reshape(_)
        | Op::SpaceToDepth(_)
        | Op::DepthToSpace(_)
        | Op::ConvTranspose(_)
        | Op::Upsample(_) => Order::natural(features),
        _ => googlenet_dsl::no_other_variant!(Op, 29),
    }
}

/// Returns the requirement of an operation on the feature orders of its inputs.
pub(crate) fn needs(op: &Op) -> OrderRequirement {
    match op {
        Op::Add(_) | Op::Multiply(_) | Op::Maximum(_) => OrderRequirement::Same,
        Op::Lrn(_) | Op::Slice(_) | Op::ChannelShuffle(_) | Op::Reshape(_) => {
            OrderRequirement::Natural
        }
        Op::Input(_)
        | Op::Conv(_)
        | Op::MaxPool(_)
        | Op::AvgPool(_)
        | Op::GlobalMaxPool(_)
        | Op::GlobalAvgPool(_)
        | Op::ZeroPad(_)
        | Op::BatchNorm(_)
        | Op::Activate(_)
        | Op::Prelu(_)
        | Op::Dense(_)
        | Op::Dropout(_)
        | Op::Flatten(_)
        | Op::Concat(_)
        | Op::ChannelScale(_)
        | Op::L2Norm(_)
        | Op::LayerNorm(_)
        | Op::SpaceToDepth(_)
        | Op::DepthToSpace(_)
        | Op::ConvTranspose(_)
        | Op::Upsample(_)
        | Op::Softmax(_) => OrderRequirement::Nothing,
        _ => googlenet_dsl::no_other_variant!(Op, 29),
    }
}
