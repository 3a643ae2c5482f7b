//! The orders of vectors that were decided.

use crate::order::Order;
use googlenet_dsl::graph::LayerId;

/// The orders of all results of a network.
#[derive(Debug)]
pub(super) struct Orders {
    /// By layer; a map's is that of its channels.
    pub(super) orders: Vec<Order>,
    /// By layer, whether it is a `flatten` whose map is turned first.
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
