//! What operations need of the orders of vectors, and the orders that were decided.

use crate::order::Order;
use googlenet_dsl::graph::LayerId;

/// What an operation needs of the orders of the vectors that it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Each may have its own.
    Nothing,
    /// All must have one, as values of several inputs meet by their place.
    Same,
    /// The network's, as neighbours matter.
    Natural,
}

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
