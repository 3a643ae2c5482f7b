//! The pass that decides the element type of each result: that of the options, or `f32` for results that stay so.

use super::fuse::FusedChain;
use super::nhwc::first_of_group;
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
    if !options.float_layers.is_empty() {
        let_float(graph, chains, &groups, &mut is_float, &options.float_layers);
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

/// Lets results be `f32`, by group, beside those that are: the results of `layers`, and what operations that read and write
/// one type make of `f32` values. Such groups that read each other are left as they are if one of them cannot be `f32`.
fn let_float(
    graph: &Graph,
    chains: &[FusedChain],
    groups: &[LayerId],
    is_float: &mut [bool],
    layers: &[LayerId],
) {
    let of_chain = |chain: &FusedChain| groups[chain.last()];
    let inputs = |chain: &FusedChain| graph.inputs(chain.first());
    let converts = |chain: &FusedChain| graph.op(chain.first()).is_product();
    let mut readers: Vec<Vec<&FusedChain>> = vec![Vec::new(); graph.len()];
    for chain in chains.iter().filter(|chain| !converts(chain)) {
        for input in inputs(chain) {
            readers[groups[input]].push(chain);
        }
    }
    let is_wished = |chain: &&FusedChain| layers.binary_search(&chain.first()).is_ok();
    let mut is_new = vec![false; graph.len()];
    let mut waiting: Vec<LayerId> = chains.iter().filter(is_wished).map(of_chain).collect();
    while let Some(group) = waiting.pop() {
        if !is_float[group] && !is_new[group] {
            is_new[group] = true;
            waiting.extend(readers[group].iter().map(|chain| of_chain(chain)));
        }
    }
    // Sets of groups that read each other, each with one of them as its first.
    let mut firsts: Vec<LayerId> = graph.ids().collect();
    for chain in chains.iter().filter(|chain| !converts(chain)) {
        for input in inputs(chain) {
            let pair = [groups[input], of_chain(chain)];
            if pair.iter().all(|group| is_new[*group]) {
                let [a, b] = pair.map(|group| first_of_group(&mut firsts, group));
                firsts[a.max(b)] = a.min(b);
            }
        }
    }
    let mut is_refused = vec![false; graph.len()];
    for chain in chains {
        let group = of_chain(chain);
        let mut refuse = |group: LayerId| is_refused[first_of_group(&mut firsts, group)] = true;
        if let Some(summand) = chain.summand(graph).map(|summand| groups[summand])
            && is_new[summand]
        {
            refuse(summand);
        }
        let reads = |id: &LayerId| *id != 0 && (is_new[groups[*id]] || is_float[groups[*id]]);
        let can_write = converts(chain) || inputs(chain).iter().all(reads);
        if is_new[group] && (chain.sum().is_some() || !can_write) {
            refuse(group);
        }
    }
    for group in graph.ids().filter(|id| is_new[*id]) {
        is_float[group] = !is_refused[first_of_group(&mut firsts, group)];
    }
}
