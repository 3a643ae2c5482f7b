//! The layer that is being translated, with its surroundings in the network.

use super::names::tensor_name;
use super::order::Orders;
use crate::order::Order;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::shape::Shape;

/// A layer that is being translated, with the names and shapes of the tensors around it.
#[derive(Debug)]
pub(super) struct Site<'g> {
    /// Id of the layer in the graph.
    pub(super) id: LayerId,
    /// Path of the layer.
    pub(super) path: &'g str,
    /// Names of the tensors that the layer reads.
    pub(super) inputs: Vec<String>,
    /// Shapes of the tensors that the layer reads, for one image.
    pub(super) shapes: Vec<Shape>,
    /// Feature order of the first tensor that the layer reads.
    pub(super) order: &'g Order,
    /// `true` for a `flatten` whose map is transposed to channels last first.
    pub(super) turned: bool,
    /// Shape of the layer's result, for one image.
    pub(super) output: Shape,
    /// Name of the tensor that holds the layer's result.
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

    /// Returns the name `PATH/name` for a further node or tensor of the layer.
    pub(super) fn beside(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }
}
