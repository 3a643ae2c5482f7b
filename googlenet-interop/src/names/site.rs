//! A layer with what the layout of its weights depends on.

use super::Convention;
use crate::order::{Order, of_result};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Conv, Op};
use googlenet_dsl::shape::Shape;

/// A layer with weights in its network.
pub(super) struct Site<'g> {
    pub(super) op: &'g Op,
    /// Shape of what the layer reads first.
    pub(super) input: Shape,
    /// Order of the features of what the layer reads first in a program that keeps maps channels first.
    pub(super) order: &'g Order,
    pub(super) role: Role,
}

/// Which part of a separable convolution a layer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Whole,
    Depthwise,
    Pointwise,
}

/// Last part of the path of the second layer of a separable convolution.
const POINTWISE: &str = "pointwise";

impl<'g> Site<'g> {
    pub(super) fn new(graph: &'g Graph, id: LayerId, orders: &'g [Order]) -> Site<'g> {
        let first = graph.inputs(id)[0];
        let of_next = || {
            let readers = graph.readers(id);
            matches!(readers[..], [next] if is_second(graph, id, next))
        };
        let role = if is_second(graph, first, id) {
            Role::Pointwise
        } else if of_next() {
            Role::Depthwise
        } else {
            Role::Whole
        };
        Site {
            op: graph.op(id),
            input: graph.shape(first),
            order: &orders[first],
            role,
        }
    }

    /// Returns the name that the convention has for a layer called `name`: Keras has one layer for both parts of a
    /// separable convolution.
    pub(super) fn module(&self, name: &str, convention: Convention) -> String {
        let whole = || name.strip_suffix(POINTWISE)?.strip_suffix(['.', '/', '_']);
        match (convention, self.role) {
            (Convention::Keras, Role::Pointwise) => whole().unwrap_or(name).to_owned(),
            _ => name.to_owned(),
        }
    }

    /// Returns the number of filters of each channel of a convolution of each channel by itself.
    pub(super) fn multiplier(&self, conv: &Conv) -> Option<usize> {
        let channels = self.input.channels();
        (conv.groups as usize == channels && (channels > 1 || self.role == Role::Depthwise))
            .then(|| conv.filters as usize / channels)
    }
}

/// Returns whether `second` is the second layer of a separable convolution, and `first` its first one.
fn is_second(graph: &Graph, first: LayerId, second: LayerId) -> bool {
    let (Op::Conv(depthwise), Op::Conv(_)) = (graph.op(first), graph.op(second)) else {
        return false;
    };
    let name = &graph.layer(first).name;
    let of_name = graph.layer(second).name.strip_prefix(&**name);
    // A batch normalisation behind makes a group of the step, whose layers all have its path in front.
    let channels = graph.input_shapes(first)[0].channels();
    of_name.and_then(|rest| rest.strip_prefix('.')) == Some(POINTWISE)
        && depthwise.groups as usize == channels
        && !depthwise.bias
}

/// Returns the order of the features of each layer's result in a program that keeps maps channels first.
pub(super) fn orders(graph: &Graph) -> Vec<Order> {
    let mut orders: Vec<Order> = Vec::with_capacity(graph.len());
    for id in graph.ids() {
        let inputs = graph.input_shapes(id);
        let read: Vec<&Order> = graph
            .inputs(id)
            .iter()
            .map(|input| &orders[*input])
            .collect();
        orders.push(of_result(graph.op(id), &inputs, &read, graph.shape(id)));
    }
    orders
}
