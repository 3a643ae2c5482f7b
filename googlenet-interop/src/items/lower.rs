//! What the lowering of a node to items comes to.

use super::item::{Item, ItemId};
use crate::order::{self, Order};
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;

/// Why a node is not lowered.
#[derive(Debug)]
pub(crate) enum Stop {
    /// For a reason that is told.
    Refused(String),
    /// As a node before it failed.
    Silent,
}

/// The result of lowering a node or a part of one.
pub(crate) type Lower<T> = Result<T, Stop>;

/// Returns the refusal of a node for a reason.
pub(crate) fn refuse<T>(reason: impl Into<String>) -> Lower<T> {
    Err(Stop::Refused(reason.into()))
}

/// Returns the shape of an item's result; `input` is that of the network's input.
pub(crate) fn shape_of(items: &[Item], input: Shape, item: ItemId) -> Shape {
    match item {
        0 => input,
        item => items[item - 1].shape,
    }
}

/// Returns the order of the features of an item's result.
pub(crate) fn order_of(items: &[Item], input: Shape, item: ItemId) -> Order {
    match item {
        0 => Order::natural(input.channels()),
        item => items[item - 1].order.clone(),
    }
}

/// Returns the shape and order of the result of an operation on operands of these.
///
/// # Errors
/// The operation does not take the shapes.
pub(crate) fn result_of(op: &Op, shapes: &[Shape], orders: &[Order]) -> Lower<(Shape, Order)> {
    let shape = op.infer(shapes).map_err(|error| {
        let title = error.title.replace("{layer}", "it");
        Stop::Refused(format!("{title}: {}", error.label))
    })?;
    let order = order::of_result(op, shapes, &orders.iter().collect::<Vec<_>>(), shape);
    Ok((shape, order))
}
