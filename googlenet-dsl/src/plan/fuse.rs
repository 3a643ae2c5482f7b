//! Which layers run as one step.

use crate::graph::{Graph, LayerId};
use crate::op::{Activation, Op};

/// The layers in chains, in the order of their first layers; most chains are one layer long.
///
/// Behind a convolution or dense layer stand the batch normalisation and the activation that alone read it, behind a
/// sum or a batch normalisation the activation: they are applied where the result is stored.
pub(super) fn chains(graph: &Graph) -> Vec<Vec<LayerId>> {
    let mut chained = vec![false; graph.len()];
    let mut chains = Vec::new();
    for id in graph.ids() {
        if chained[id] {
            continue;
        }
        let mut chain = vec![id];
        while let Some(next) = follower(graph, &chain) {
            chained[next] = true;
            chain.push(next);
        }
        chains.push(chain);
    }
    chains
}

/// The layer that is applied to the chain's result before it is stored.
fn follower(graph: &Graph, chain: &[LayerId]) -> Option<LayerId> {
    let last = chain[chain.len() - 1];
    let [reader] = graph.readers(last)[..] else {
        return None;
    };
    let linear = graph.op(last).activation() == Activation::None;
    let is_output = graph.outputs().iter().any(|output| output.layer == last);
    if !linear || is_output {
        return None;
    }
    let follows = match (graph.op(last), graph.op(reader)) {
        (Op::Conv(_) | Op::Dense(_), Op::BatchNorm(_)) => true,
        (Op::Conv(_) | Op::Dense(_) | Op::BatchNorm(_) | Op::Add(_), Op::Activate(next)) => {
            next.function != Activation::Softmax
        }
        _ => false,
    };
    follows.then_some(reader)
}
