//! What layers cost.

use crate::options::ColorBy;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::number::{bytes, grouped};
use googlenet_dsl::value::DType;
use std::ops::Range;

/// What some layers cost together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Parameters.
    pub params: u64,
    /// Multiply-accumulates for one drawing.
    pub macs: u64,
    /// Bytes of the results for one drawing.
    pub memory: u64,
}

impl Cost {
    /// The cost of one layer.
    pub fn of(graph: &Graph, id: LayerId) -> Cost {
        Cost {
            params: graph.params(id),
            macs: graph.macs(id),
            memory: DType::F32.bytes(graph.shape(id).len()),
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

/// The cost that colours show.
pub(crate) fn cost(cost: &Cost, color: ColorBy) -> u64 {
    match color {
        ColorBy::Kind => 0,
        ColorBy::Macs => cost.macs,
        ColorBy::Params => cost.params,
        ColorBy::Memory => cost.memory,
    }
}

/// A cost in words.
pub(crate) fn cost_words(cost: u64, color: ColorBy) -> String {
    match color {
        ColorBy::Kind => String::new(),
        ColorBy::Macs => format!("{} MACs", grouped(cost)),
        ColorBy::Params => format!("{} parameters", grouped(cost)),
        ColorBy::Memory => bytes(cost),
    }
}
