//! The pass that decides the element type of each result: that of the options, or `f32` for results that stay so.

use super::fuse::FusedChain;
use super::options::PlanOptions;
use crate::graph::{Graph, LayerId};
use crate::op::Op;
use crate::value::DType;

/// Returns the element type of each layer's result, by [`LayerId`]. In plans of another type than `f32` the results of
/// [`Graph::float_results`] are `f32` nevertheless, where all steps that make those of a group
/// ([`Graph::shared_scales`]) can write them: convolutions and dense layers to which nothing is added, global
/// means, softmax, and whatever only moves values; and so are those of [`PlanOptions::float_layers`].
pub(super) fn dtypes(graph: &Graph, chains: &[FusedChain], options: &PlanOptions) -> Vec<DType> {
    if options.dtype == DType::F32 {
        return vec![DType::F32; graph.len()];
    }
    let groups = graph.shared_scales();
    let mut is_float = graph.float_results();
    for chain in chains {
        is_float[groups[chain.last()]] &= writes_floats(graph, chain);
    }
    for layer in &options.float_layers {
        is_float = with_float(graph, chains, &groups, is_float, *layer);
    }
    let dtype = |id: LayerId| match is_float[groups[id]] {
        true => DType::F32,
        false => options.dtype,
    };
    graph.ids().map(dtype).collect()
}

/// Returns `true` if the step of a chain can write `f32` values, whatever the type of its inputs; what only moves values reads
/// the type that it writes.
fn writes_floats(graph: &Graph, chain: &FusedChain) -> bool {
    let first = chain.first();
    let converts = match graph.op(first) {
        Op::Input(_) | Op::Conv(_) | Op::Dense(_) | Op::GlobalAvgPool(_) | Op::Softmax(_) => true,
        _ => graph.moves_values(first),
    };
    converts && chain.sum().is_none()
}

/// Returns, by group, which results are `f32` if that of `layer` is, too, where `is_float` are so already: the same if not
/// all that must be `f32` then can be.
fn with_float(
    graph: &Graph,
    chains: &[FusedChain],
    groups: &[LayerId],
    is_float: Vec<bool>,
    layer: LayerId,
) -> Vec<bool> {
    let Some(own) = chains.iter().find(|chain| chain.first() == layer) else {
        return is_float;
    };
    let mut wanted = is_float.clone();
    wanted[groups[own.last()]] = true;
    loop {
        let reads_floats = |chain: &&FusedChain| {
            let mut inputs = graph.inputs(chain.first()).into_iter();
            !graph.op(chain.first()).is_product() && inputs.any(|input| wanted[groups[input]])
        };
        let follows = |chain: &&FusedChain| !wanted[groups[chain.last()]] && reads_floats(chain);
        match chains.iter().find(follows) {
            Some(chain) => wanted[groups[chain.last()]] = true,
            None => break,
        }
    }
    let is_possible = |chain: &FusedChain| {
        let is_new = |id: LayerId| wanted[groups[id]] && !is_float[groups[id]];
        let inputs = graph.inputs(chain.first());
        let reads = |id: &LayerId| *id != 0 && wanted[groups[*id]];
        let can_write = graph.op(chain.first()).is_product() || inputs.iter().all(reads);
        let is_sum = chain.sum().is_some();
        let adds_new = is_sum && chain.summand(graph).is_some_and(is_new);
        !adds_new && (!is_new(chain.last()) || can_write && !is_sum)
    };
    match chains.iter().all(is_possible) {
        true => wanted,
        false => is_float,
    }
}
