//! What is told about layers: how an operation is written, and what it costs.

mod family;
mod phrase;

pub use family::Family;
pub use phrase::{kind_words, phrase, shape};

use googlenet_dsl::graph::{Graph, LayerId};
use std::ops::Range;

/// What some layers cost together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Parameters.
    pub params: u64,
    /// Multiply-accumulates for one picture.
    pub macs: u64,
    /// Bytes of the results for one picture.
    pub memory: u64,
}

impl Cost {
    /// The cost of one layer.
    pub fn of(graph: &Graph, id: LayerId) -> Cost {
        Cost {
            params: graph.params(id),
            macs: graph.macs(id),
            memory: graph.shape(id).len() as u64 * size_of::<f32>() as u64,
        }
    }

    /// The cost of some layers.
    pub fn sum(costs: &[Cost], layers: Range<LayerId>) -> Cost {
        let mut sum = Cost::default();
        for cost in &costs[layers] {
            sum.params += cost.params;
            sum.macs += cost.macs;
            sum.memory += cost.memory;
        }
        sum
    }
}
