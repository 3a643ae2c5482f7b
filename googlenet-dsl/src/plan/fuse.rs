//! Which layers run as one step.

use super::step::Fused;
use crate::graph::{Graph, LayerId};
use crate::op::{Epilogue, Window};
use crate::shape::Shape;

/// Maps of so many rows, and pixels of a square with that side, are pooled on the way: smaller ones stay in a core's
/// caches until they are read, and lower ones have too few rows for many threads.
const LARGE: usize = 28;

/// Windows of poolings behind a convolution in one step have so many rows at most, as the rows of a window are held until
/// its last one is made.
pub const MOST_POOLED_ROWS: usize = 4;

/// Layers that run as one step: an operation, and those that are applied to its result before it is stored.
#[derive(Debug, Clone)]
pub(super) struct FusedChain {
    pub layers: Vec<LayerId>,
    pub epilogue: Vec<Fused>,
}

impl FusedChain {
    fn of(graph: &Graph, layer: LayerId) -> FusedChain {
        FusedChain {
            layers: vec![layer],
            epilogue: Fused::own(graph.op(layer), layer).into_iter().collect(),
        }
    }

    pub(super) fn first(&self) -> LayerId {
        self.layers[0]
    }

    /// The layer whose result is stored.
    pub(super) fn last(&self) -> LayerId {
        self.layers[self.layers.len() - 1]
    }
}

/// The layers in chains, in the order of their first layers; most chains are one layer long.
///
/// A layer joins the chain before it where it alone reads that one's result, and the chain's operation takes it as an
/// epilogue; epilogues stand in the order of their kinds, one of each at most. A maximum pooling joins where the map is
/// large.
pub(super) fn chains(graph: &Graph) -> Vec<FusedChain> {
    let mut chained = vec![false; graph.len()];
    let mut chains = Vec::new();
    for id in graph.ids() {
        if chained[id] {
            continue;
        }
        let mut chain = FusedChain::of(graph, id);
        while let Some(next) = follower(graph, &chain) {
            chained[next.layer] = true;
            chain.layers.push(next.layer);
            chain.epilogue.push(next);
        }
        chains.push(chain);
    }
    chains
}

/// The layer that is applied to the chain's result before it is stored.
fn follower(graph: &Graph, chain: &FusedChain) -> Option<Fused> {
    let last = chain.last();
    let [reader] = graph.readers(last)[..] else {
        return None;
    };
    let is_output = graph.outputs().iter().any(|output| output.layer == last);
    let first = graph.op(chain.first());
    if is_output || first.then().is_some() || graph.inputs(reader).len() > 1 {
        return None;
    }
    let epilogue = graph.op(reader).plan_needs().epilogue?;
    let kind = epilogue.kind();
    let before = chain.epilogue.last();
    let is_in_order = before.is_none_or(|before| before.epilogue.kind() < kind);
    let suits = match epilogue {
        Epilogue::MaxPool(window) => fuses_pool(graph.shape(last), window),
        Epilogue::BatchNorm | Epilogue::Elementwise(_) => true,
    };
    let is_taken = is_in_order && suits && first.plan_needs().takes.contains(&kind);
    is_taken.then_some(Fused {
        layer: reader,
        epilogue,
    })
}

/// Whether a convolution's map is large, and the pooling needs few of its rows at a time.
fn fuses_pool(map: Shape, window: Window) -> bool {
    let [height, width] = map.spatial();
    let is_large = height >= LARGE && height * width >= LARGE * LARGE;
    is_large && window.kernel[0] as usize <= MOST_POOLED_ROWS
}
