//! The feature orders that were chosen for the vectors of an ONNX file, and the maps that are transposed for them.

use crate::order::Order;
use googlenet_dsl::graph::LayerId;

/// The feature orders of all results of a network, and the maps that are transposed for them.
#[derive(Debug)]
pub(super) struct Orders {
    /// Order in which the file has the features of each layer's result, by layer id; for a map, the natural order of
    /// its channels.
    pub(super) orders: Vec<Order>,
    /// By layer id: `true` for a `flatten` in front of which the map is transposed from NCHW to NHWC, `false` for all
    /// other layers.
    pub(super) turned: Vec<bool>,
}

impl Orders {
    /// Returns the order in which the file has the features of a layer's result.
    pub(super) fn of_layer(&self, layer: LayerId) -> &Order {
        &self.orders[layer]
    }

    /// Returns `true` for a `flatten` in front of which the map is transposed from NCHW to NHWC.
    pub(super) fn is_turned(&self, layer: LayerId) -> bool {
        self.turned[layer]
    }
}
