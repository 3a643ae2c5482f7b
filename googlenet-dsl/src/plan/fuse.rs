//! The pass that fuses layers into steps.

use super::step::Fused;
use crate::graph::{Graph, LayerId};
use crate::op::{Epilogue, Window};
use crate::shape::Shape;

/// Smallest height of a map whose maximum pooling is fused with the convolution before it; the map must also have at
/// least as many pixels as a square with that side. Smaller maps stay in a core's caches until they are read, and lower
/// ones have too few rows for many threads.
const LARGE: usize = 28;

/// Largest height, in rows, of the window of a maximum pooling that is fused with a convolution, as the rows of a
/// window are kept until its last row is computed.
pub const MOST_POOLED_ROWS: usize = 4;

/// Layers that run as one step: an operation, and the layers that are applied to its result as epilogues before it is
/// stored.
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

    /// Returns the last layer of the chain, whose result the step stores.
    pub(super) fn last(&self) -> LayerId {
        self.layers[self.layers.len() - 1]
    }
}

/// Divides all layers into chains, in the order of their first layers; most chains have one layer.
///
/// A layer joins a chain if it reads only the chain's result, nothing else reads that result, the result is no output
/// of the network, and the chain's first operation takes the layer as an epilogue. A chain has at most one epilogue of
/// each kind, in the order of [`EpilogueKind`](crate::op::EpilogueKind). A maximum pooling joins only if [`fuses_pool`]
/// allows it.
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

/// Returns the next layer that can be fused with the chain, as an epilogue; `None` if the chain ends here.
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

/// Returns `true` if the map is large enough and the window low enough for a maximum pooling to be fused with the
/// convolution before it.
fn fuses_pool(map: Shape, window: Window) -> bool {
    let [height, width] = map.spatial();
    let is_large = height >= LARGE && height * width >= LARGE * LARGE;
    is_large && window.kernel[0] as usize <= MOST_POOLED_ROWS
}
