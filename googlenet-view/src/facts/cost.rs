//! Costs of layers and of groups of layers, and their formatting.

use crate::options::ColorBy;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::number::{bytes, grouped};
use googlenet_dsl::value::DType;
use std::ops::Range;

/// Cost of one layer, or the sum over several layers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Number of parameters, trained or not.
    pub params: u64,
    /// Number of multiply-accumulates for one image.
    pub macs: u64,
    /// Size of the layers' results for one image as 32-bit floats, in bytes.
    pub memory: u64,
}

impl Cost {
    /// Returns the cost of one layer.
    pub fn of(graph: &Graph, id: LayerId) -> Cost {
        Cost {
            params: graph.params(id),
            macs: graph.macs(id),
            memory: DType::F32.bytes(graph.shape(id).len()),
        }
    }

    /// Returns the sum of the costs of a range of layers. `costs` holds the cost of each layer of the network, indexed
    /// by layer.
    ///
    /// # Panics
    /// Panics if the range reaches beyond `costs`.
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

/// Returns the part of a cost that colours show, in multiply-accumulates, parameters or bytes; 0 for [`ColorBy::Kind`].
pub(crate) fn cost(cost: &Cost, color: ColorBy) -> u64 {
    match color {
        ColorBy::Kind => 0,
        ColorBy::Macs => cost.macs,
        ColorBy::Params => cost.params,
        ColorBy::Activations => cost.memory,
    }
}

/// Formats the number `cost` of what `color` counts (multiply-accumulates, parameters or bytes) with its unit, such as
/// `1,234 MACs`; empty for [`ColorBy::Kind`].
pub(crate) fn cost_words(cost: u64, color: ColorBy) -> String {
    match color {
        ColorBy::Kind => String::new(),
        ColorBy::Macs => format!("{} MACs", grouped(cost)),
        ColorBy::Params => format!("{} parameters", grouped(cost)),
        ColorBy::Activations => bytes(cost),
    }
}
