//! A layer that is being translated to ONNX, with the names and shapes of the tensors that it reads and makes.

use super::order::Orders;
use crate::onnx::names::tensor_name;
use crate::order::Order;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::shape::Shape;

/// A layer that is being translated, with the names and shapes of the tensors that it reads and makes.
#[derive(Debug)]
pub(super) struct Site<'g> {
    /// Id of the layer in the graph: 0 for the network's input.
    pub(super) id: LayerId,
    /// Path of the layer, which is the name of its node.
    pub(super) path: &'g str,
    /// Names of the tensors that the layer reads, in the order of its operands; constants are not among them.
    pub(super) inputs: Vec<String>,
    /// Shapes of the tensors in `inputs` for one image, as this project has them (height, width, channels).
    pub(super) shapes: Vec<Shape>,
    /// Order in which the file has the features of the first tensor that the layer reads; for a map, the natural order
    /// of its channels.
    pub(super) order: &'g Order,
    /// `true` for a `flatten` in front of which the map is transposed from NCHW to NHWC.
    pub(super) turned: bool,
    /// Shape of the layer's result for one image.
    pub(super) output: Shape,
    /// Name of the tensor that holds the layer's result.
    pub(super) result: String,
}

impl<'g> Site<'g> {
    /// Collects the path, tensor names, shapes and feature order of the layer with the id `id`.
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

    /// Returns `PATH/name`, the name of a further node or tensor of the layer with the path `PATH`.
    pub(super) fn beside(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }
}
