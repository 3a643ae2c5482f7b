//! Which order the result of an operation has for the orders of what it reads.

use super::Order;
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;

/// What an operation needs of the orders of the vectors that it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Each may have its own.
    Nothing,
    /// All must have one, as values of several inputs meet by their place.
    Same,
    /// The network's, as neighbours matter.
    Natural,
}

/// The order of a result of a shape; a map's is that of its channels. The maps are those of a file that keeps them channel
/// by channel, and flattens them so.
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
        // The features stay where they are.
        Op::Flatten(_)
        | Op::Conv(_)
        | Op::MaxPool(_)
        | Op::AvgPool(_)
        | Op::ZeroPad(_)
        | Op::Lrn(_)
        | Op::BatchNorm(_)
        | Op::Activate(_)
        | Op::Dropout(_)
        | Op::Add(_)
        | Op::Softmax(_) => read[0].clone(),
        _ => googlenet_dsl::no_other_variant!(Op, 16),
    }
}

/// What must hold of the orders of the vectors that an operation reads.
pub(crate) fn needs(op: &Op) -> Needs {
    match op {
        Op::Add(_) => Needs::Same,
        Op::Lrn(_) => Needs::Natural,
        Op::Input(_)
        | Op::Conv(_)
        | Op::MaxPool(_)
        | Op::AvgPool(_)
        | Op::GlobalMaxPool(_)
        | Op::GlobalAvgPool(_)
        | Op::ZeroPad(_)
        | Op::BatchNorm(_)
        | Op::Activate(_)
        | Op::Dense(_)
        | Op::Dropout(_)
        | Op::Flatten(_)
        | Op::Concat(_)
        | Op::Softmax(_) => Needs::Nothing,
        _ => googlenet_dsl::no_other_variant!(Op, 16),
    }
}
