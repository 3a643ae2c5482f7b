//! Choice of the order in which an ONNX file keeps the features of each vector.
//!
//! The layer `flatten` reads a map pixel by pixel with the channels innermost; ONNX keeps maps channels first, and its
//! `Flatten` reads them channel by channel. Instead of transposing the map, the vector stays in ONNX's order as long as
//! this is not observable, and the dense layer that reads it has the rows of its kernel in that order. Where the order
//! is observable (an output of the network, a sum with a vector of another order, a normalisation over neighbouring
//! features), the map is transposed in front of the `Flatten`.

use super::order::Orders;
use crate::order::{self, Order, OrderRequirement};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;
use std::collections::HashSet;

/// Largest number of blocks in the order of a vector (runs of features, such as those of one flattened map of a
/// concatenation). If a vector has more, all flattened maps are transposed, as otherwise memory grows with the square
/// of the network's size.
const MAX_BLOCKS: usize = 64;

/// Decides which flattened maps are transposed, and returns the resulting feature orders. Transposed are the maps whose
/// features reach a place where their order is observable, or all maps if a vector has more than [`MAX_BLOCKS`] blocks.
pub(super) fn orders(graph: &Graph) -> Orders {
    let mut turned = vec![false; graph.len()];
    loop {
        let Some(orders) = infer(graph, &turned) else {
            turned = graph.ids().map(|id| flattens_a_map(graph, id)).collect();
            continue;
        };
        let observable = observable(graph, &orders);
        if observable.is_empty() {
            return Orders { orders, turned };
        }
        for layer in observable {
            mark_sources(graph, &orders, layer, &mut turned);
        }
    }
}

/// Returns `true` if the layer is a `flatten` that reads a map; `false` if it reads a vector.
fn flattens_a_map(graph: &Graph, layer: LayerId) -> bool {
    let is_map = |input: &LayerId| matches!(graph.shape(*input), Shape::Map { .. });
    matches!(graph.op(layer), Op::Flatten(_)) && graph.inputs(layer).iter().all(is_map)
}

/// Returns the feature order of every layer's result, by layer id. `turned` is `true`, by layer id, for each `flatten`
/// in front of which the map is transposed. `None` if a vector has more than [`MAX_BLOCKS`] blocks.
fn infer(graph: &Graph, turned: &[bool]) -> Option<Vec<Order>> {
    let mut orders: Vec<Order> = Vec::with_capacity(graph.len());
    for id in graph.ids() {
        let shape = graph.shape(id);
        let order = match turned[id] {
            true => Order::natural(shape.channels()),
            false => {
                let inputs = graph.inputs(id);
                let read: Vec<&Order> = inputs.iter().map(|input| &orders[*input]).collect();
                order::of_result(graph.op(id), &graph.input_shapes(id), &read, shape)
            }
        };
        debug_assert_eq!(order.len(), shape.channels(), "an order of all channels");
        if order.blocks() > MAX_BLOCKS {
            return None;
        }
        orders.push(order);
    }
    Some(orders)
}

/// Returns the vectors, by layer id, whose order is observable and not the network's: outputs, vectors that a
/// normalisation reads, and operands of a sum whose orders differ. A vector may be listed several times.
fn observable(graph: &Graph, orders: &[Order]) -> Vec<LayerId> {
    let results = graph.outputs().iter().map(|output| output.layer);
    let read = graph.ids().flat_map(|id| {
        let inputs = graph.inputs(id);
        let differ = || {
            inputs
                .windows(2)
                .any(|pair| orders[pair[0]] != orders[pair[1]])
        };
        let matters = match order::needs(graph.op(id)) {
            OrderRequirement::Nothing => false,
            OrderRequirement::Same => differ(),
            OrderRequirement::Natural => true,
        };
        if matters { inputs } else { Vec::new() }
    });
    let all = results.chain(read);
    all.filter(|id| !orders[*id].is_natural()).collect()
}

/// Sets `turned` for the `flatten` layers from which the features of the vector `from` come, following only inputs
/// whose order differs from the network's.
fn mark_sources(graph: &Graph, orders: &[Order], from: LayerId, turned: &mut [bool]) {
    let (mut open, mut reached) = (vec![from], HashSet::from([from]));
    while let Some(layer) = open.pop() {
        if flattens_a_map(graph, layer) {
            turned[layer] = true;
            continue;
        }
        let sources = graph
            .inputs(layer)
            .into_iter()
            .filter(|source| !orders[*source].is_natural());
        open.extend(sources.filter(|source| reached.insert(*source)));
    }
}
