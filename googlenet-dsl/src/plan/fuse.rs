//! Which layers run as one step.

use crate::graph::{Graph, LayerId};
use crate::op::{Activation, Op, Window};
use crate::shape::Shape;

/// Maps of so many rows, and pixels of a square with that side, are pooled on the way: smaller ones stay in a core's
/// caches until they are read, and lower ones have too few rows for many threads.
const LARGE: usize = 28;

/// Windows of poolings behind a convolution in one step have so many rows at most, as the rows of a window are held until
/// its last one is made.
pub const MOST_POOLED_ROWS: usize = 4;

/// The layers in chains, in the order of their first layers; most chains are one layer long.
///
/// Behind a convolution or dense layer stand the batch normalisation and the activation that alone read it, behind a
/// sum or a batch normalisation the activation: they are applied where the result is stored. Behind a convolution of a
/// large map, with all that, stands the maximum pooling that alone reads it, and only the pooled map is stored.
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
    if graph.outputs().iter().any(|output| output.layer == last) {
        return None;
    }
    let activation = graph.op(last).activation();
    let is_linear = activation == Activation::None;
    let follows = match (graph.op(last), graph.op(reader)) {
        (Op::Conv(_) | Op::Dense(_), Op::BatchNorm(_)) => is_linear,
        (Op::Conv(_) | Op::Dense(_) | Op::BatchNorm(_) | Op::Add(_), Op::Activate(next)) => {
            is_linear && next.function != Activation::Softmax
        }
        (Op::Conv(_) | Op::BatchNorm(_) | Op::Activate(_), Op::MaxPool(pool)) => {
            let is_conv = matches!(graph.op(chain[0]), Op::Conv(_));
            let is_softmax = activation == Activation::Softmax;
            is_conv && !is_softmax && pools_on_the_way(graph.shape(last), pool.window)
        }
        _ => false,
    };
    follows.then_some(reader)
}

/// Whether a convolution's map is large, and the pooling needs few of its rows at a time.
fn pools_on_the_way(map: Shape, window: Window) -> bool {
    let [height, width] = map.spatial();
    let is_large = height >= LARGE && height * width >= LARGE * LARGE;
    is_large && window.kernel[0] as usize <= MOST_POOLED_ROWS
}
