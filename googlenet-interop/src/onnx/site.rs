//! Where in the network an operation stands that is being translated.

use super::names::tensor_name;
use super::order::Orders;
use crate::order::Order;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::shape::Shape;

/// A layer that is being translated.
#[derive(Debug)]
pub(super) struct Site<'g> {
    /// Its place in the network.
    pub(super) id: LayerId,
    /// Its path.
    pub(super) path: &'g str,
    /// The tensors that it reads.
    pub(super) inputs: Vec<String>,
    /// Their shapes.
    pub(super) shapes: Vec<Shape>,
    /// In which order the features of what it reads stand.
    pub(super) order: &'g Order,
    /// Whether a map that is flattened is to be turned to the network's order first.
    pub(super) turned: bool,
    /// The shape that it makes.
    pub(super) output: Shape,
    /// The tensor that it makes.
    pub(super) result: String,
}

impl<'g> Site<'g> {
    pub(super) fn of(graph: &'g Graph, orders: &'g Orders, id: LayerId) -> Site<'g> {
        let inputs = graph.inputs(id);
        let path: &str = &graph.layer(id).name;
        Site {
            id,
            path,
            shapes: graph.input_shapes(id),
            order: orders.of_layer(inputs.first().copied().unwrap_or(id)),
            turned: orders.is_turned(id),
            output: graph.shape(id),
            result: tensor_name(path),
            inputs: inputs
                .into_iter()
                .map(|input| tensor_name(&graph.layer(input).name))
                .collect(),
        }
    }

    /// The name of a node or tensor beside those that bear the layer's path itself.
    pub(super) fn beside(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }
}
