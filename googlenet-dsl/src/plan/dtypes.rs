//! The pass that decides the element type of each result: that of the options, or `f32` for results that stay so.

use super::fuse::FusedChain;
use super::options::PlanOptions;
use crate::graph::{Graph, LayerId};
use crate::op::Op;
use crate::value::DType;

/// Returns the element type of each layer's result, by [`LayerId`]. In plans of another type than `f32` the results of
/// [`Graph::float_results`] are `f32` nevertheless, where all steps that make those of a group
/// ([`Graph::shared_scales`]) can write them: convolutions and dense layers to which nothing is added, global
/// means, softmax, and whatever only moves values.
pub(super) fn dtypes(graph: &Graph, chains: &[FusedChain], options: &PlanOptions) -> Vec<DType> {
    if options.dtype == DType::F32 {
        return vec![DType::F32; graph.len()];
    }
    let groups = graph.shared_scales();
    let mut is_float = graph.float_results();
    for chain in chains {
        is_float[groups[chain.last()]] &= writes_floats(graph, chain);
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
