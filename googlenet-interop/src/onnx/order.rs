//! The feature orders that were chosen for the vectors of an ONNX file.

use crate::order::Order;
use googlenet_dsl::graph::LayerId;

/// The feature orders of all results of a network.
#[derive(Debug)]
pub(super) struct Orders {
    /// Order of each layer's result, by layer id; for a map, the natural order of its channels.
    pub(super) orders: Vec<Order>,
    /// `true`, by layer id, for a `flatten` whose map is transposed to channels last first.
    pub(super) turned: Vec<bool>,
}

impl Orders {
    pub(super) fn of_layer(&self, layer: LayerId) -> &Order {
        &self.orders[layer]
    }

    pub(super) fn is_turned(&self, layer: LayerId) -> bool {
        self.turned[layer]
    }
}
