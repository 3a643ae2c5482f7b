//! Convolutions that read the network's input.

use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::Op;

/// Returns the convolutions with weights to quantise that read the network's input, or values that are only moved from
/// there. `kept` says, by id, which layers keep their weights anyway; if no others with weights to quantise were left,
/// there are none.
pub(super) fn first_convolutions(graph: &Graph, kept: &[bool]) -> Vec<LayerId> {
    let mut is_input = vec![false; graph.len()];
    for id in graph.ids() {
        let is_moved = || graph.moves_values(id) && graph.inputs(id).iter().all(|of| is_input[*of]);
        is_input[id] = id == 0 || is_moved();
    }
    let products = graph
        .ids()
        .filter(|id| graph.op(*id).is_product() && !kept[*id]);
    let is_first =
        |id: &LayerId| matches!(graph.op(*id), Op::Conv(_)) && is_input[graph.inputs(*id)[0]];
    let (first, rest): (Vec<LayerId>, Vec<LayerId>) = products.partition(is_first);
    match rest.is_empty() {
        true => Vec::new(),
        false => first,
    }
}
