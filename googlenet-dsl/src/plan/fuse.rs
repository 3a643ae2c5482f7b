//! The pass that fuses layers into steps: an operation and the layers behind it that can be applied to its result
//! before it is stored.

use super::options::{PlanOptions, Purpose};
use super::step::Fused;
use crate::graph::{Graph, LayerId};
use crate::op::{Epilogue, Window};
use crate::shape::Shape;
use crate::value::DType;
use std::collections::HashSet;

/// Smallest height, in rows, of a convolution's result for which a maximum pooling behind the convolution is fused with
/// it; the result must also have at least `LARGE * LARGE` pixels. Smaller maps stay in a core's caches until they are
/// read, and maps of fewer rows cannot be divided among many threads.
const LARGE: usize = 28;

/// Largest height, in rows of the convolution's result, of the window of a maximum pooling that is fused with the
/// convolution, as these rows are kept until the window's last row is computed.
pub const MOST_POOLED_ROWS: usize = 4;

/// Layers that run as one step: an operation, and the layers whose operations are applied to its result as epilogues
/// before it is stored.
#[derive(Debug, Clone)]
pub(super) struct FusedChain {
    /// Ids of the layers, in the order in which they are applied.
    pub layers: Vec<LayerId>,
    /// Epilogues of the step, in the order in which they are applied: the first layer's own option `activation`, if it
    /// is an element-wise function other than the identity, then one for each further layer of the chain.
    pub epilogue: Vec<Fused>,
}

impl FusedChain {
    /// Returns the chain of one layer, with the activation of its own operation as an epilogue.
    fn of(graph: &Graph, layer: LayerId) -> FusedChain {
        FusedChain {
            layers: vec![layer],
            epilogue: Fused::own(graph.op(layer), layer).into_iter().collect(),
        }
    }

    pub(super) fn first(&self) -> LayerId {
        self.layers[0]
    }

    /// Returns the layers whose results the chain reads: the inputs of its first layer, then those of fused sums.
    pub(super) fn inputs(&self, graph: &Graph) -> Vec<LayerId> {
        let mut inputs = graph.inputs(self.first());
        inputs.extend(self.summand(graph));
        inputs
    }

    /// Returns the layer whose result is added to that of the chain's operation; `None` without a fused sum.
    pub(super) fn summand(&self, graph: &Graph) -> Option<LayerId> {
        let sum = self.sum()?;
        let mut inputs = graph.inputs(sum).into_iter();
        inputs.find(|input| !self.layers.contains(input))
    }

    /// Returns the layer of the sum that is fused with the chain's operation; `None` if there is none.
    pub(super) fn sum(&self) -> Option<LayerId> {
        let mut fused = self.epilogue.iter();
        fused
            .find_map(|fused| matches!(fused.epilogue, Epilogue::Add { .. }).then_some(fused.layer))
    }

    /// Returns the last layer of the chain, whose result is the only one that the step stores.
    pub(super) fn last(&self) -> LayerId {
        self.layers[self.layers.len() - 1]
    }
}

/// Divides the layers in inference into chains, in the order of their first layers; most chains have one layer.
///
/// A layer joins a chain if it reads only the chain's result (a sum also another one), nothing else reads that result,
/// the result is no output of the network, and the chain's first operation takes the layer as an epilogue and has no
/// second step ([`Operation::then`](crate::op::Operation::then)). A chain has at most one epilogue of each kind, in the
/// order of [`EpilogueKind`](crate::op::EpilogueKind). A maximum pooling joins only a chain without a sum, of `f32` results, and
/// if [`fuses_pool`] allows it; a sum only in inference, if it adds two maps, of which it may multiply the chain's by a
/// factor, and is none of `apart`.
pub(super) fn chains(
    graph: &Graph,
    options: &PlanOptions,
    apart: &HashSet<LayerId>,
) -> Vec<FusedChain> {
    let mut chained = vec![false; graph.len()];
    let mut chains = Vec::new();
    for id in graph.ids() {
        if chained[id] {
            continue;
        }
        let mut chain = FusedChain::of(graph, id);
        while let Some(next) = follower(graph, options, &chain) {
            // Only a sum can be the next layer of two chains.
            if chained[next.layer] || apart.contains(&next.layer) {
                break;
            }
            chained[next.layer] = true;
            chain.layers.push(next.layer);
            chain.epilogue.push(next);
        }
        chains.push(chain);
    }
    chains
}

/// Returns the layer that reads the chain's result, as an epilogue, if it can be fused with the chain; `None` if not.
/// The conditions are those of [`chains`].
fn follower(graph: &Graph, options: &PlanOptions, chain: &FusedChain) -> Option<Fused> {
    let last = chain.last();
    let [reader] = graph.readers(last)[..] else {
        return None;
    };
    let is_output = graph.outputs().iter().any(|output| output.layer == last);
    let first = graph.op(chain.first());
    if is_output || first.then().is_some() {
        return None;
    }
    let epilogue = options.needs(graph.op(reader)).epilogue?;
    let inputs = graph.inputs(reader);
    let others: Vec<LayerId> = (inputs.iter().copied()).filter(|id| *id != last).collect();
    let epilogue = match epilogue {
        Epilogue::Add { scales: [a, b] } if inputs.get(1) == Some(&last) => {
            Epilogue::Add { scales: [b, a] }
        }
        other => other,
    };
    let kind = epilogue.kind();
    let before = chain.epilogue.last();
    let is_in_order = before.is_none_or(|before| before.epilogue.kind() < kind);
    let suits = match epilogue {
        Epilogue::MaxPool(window) => {
            let is_f32 = options.dtype == DType::F32;
            is_f32 && chain.sum().is_none() && fuses_pool(graph.shape(last), window)
        }
        Epilogue::Add { scales: [_, other] } => {
            let is_map = matches!(graph.shape(last), Shape::Map { .. });
            is_map
                && options.purpose == Purpose::Inference
                && inputs.len() == 2
                && others.len() == 1
                && other == 1.0
        }
        Epilogue::BatchNorm | Epilogue::Elementwise(_) => others.is_empty(),
    };
    let is_taken = is_in_order && suits && first.plan_needs().takes.contains(&kind);
    is_taken.then_some(Fused {
        layer: reader,
        epilogue,
    })
}

/// Returns `true` if a maximum pooling with this window may be fused with the convolution before it, whose result has
/// the shape `map`: the map has at least [`LARGE`] rows and `LARGE * LARGE` pixels, and the window at most
/// [`MOST_POOLED_ROWS`] rows.
fn fuses_pool(map: Shape, window: Window) -> bool {
    let [height, width] = map.spatial();
    let is_large = height >= LARGE && height * width >= LARGE * LARGE;
    is_large && window.kernel[0] as usize <= MOST_POOLED_ROWS
}
