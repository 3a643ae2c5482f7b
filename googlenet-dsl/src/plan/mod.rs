//! The planned form of a network for inference: which layers run as one step, in which order, and where each result
//! lies in one arena, the memory of all results of an image.

mod allocate;
mod border;
mod dtypes;
mod fuse;
mod layout;
mod nhwc;
mod options;
mod region;
mod scales;
mod schedule;
mod scratch;
mod session_bytes;
mod single_layer;
mod step;
mod storage;
pub mod training;

pub use border::{gathered, reach};
pub use fuse::MOST_POOLED_ROWS;
pub use layout::{ALIGN, Border, ChannelBlock, Channels, LANES, Layout};
pub use options::PlanOptions;
pub use region::{Place, Region};
pub use single_layer::LayerPlan;
pub use step::{Fused, Step, StepKind};
use step::{first_stage, second_stage};

use crate::graph::{Graph, LayerId};
use crate::value::DType;
use allocate::Placement;
use fuse::FusedChain;
use nhwc::SmallMaps;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
use storage::{Storage, ValueSource};

/// The steps in which a network runs, and the places of its results in memory, for one image. A plan does not depend on
/// the processor or the number of threads.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// Type of the elements of results in the arena, but of those that stay in `f32`
    /// ([`Graph::float_results`](crate::graph::Graph::float_results)) where the steps that make them can write such.
    pub dtype: DType,
    /// All steps, in ascending order of their phases.
    pub steps: Vec<Step>,
    /// For each phase, in the order of the run, the range of its steps' indices in [`Plan::steps`]. A phase is a group
    /// of steps that do not read each other's results.
    pub phases: Vec<Range<usize>>,
    /// Region of each layer's result, by [`LayerId`]; `None` for layers whose results are not stored, because the step
    /// that computes them goes on with a fused layer behind them.
    pub regions: Vec<Option<Region>>,
    /// Phase after which each layer's result is complete, by [`LayerId`]: that of the last step that writes it. For a
    /// layer whose result is not stored, the phase of the step that computes it; `None` for an input that is read from
    /// the caller's memory, and for its views.
    pub ready: Vec<Option<usize>>,
    /// Size of the arena for one image, in bytes.
    pub arena_bytes: usize,
    /// Layers that own the buffers in the arena, and the buffers' sizes in bytes, in the phase in which the arena is
    /// fullest; the largest first. A buffer holds the layer's result with its border and unused lanes, for a concat those
    /// of its branches.
    pub fullest: Box<[(LayerId, usize)]>,
}

impl Plan {
    /// Plans the inference of a network: fusion of layers into steps, storage and layouts of results, phases, and
    /// offsets in the arena.
    ///
    /// Small maps of `f32` are stored as NHWC if the arena is then at least a third smaller than with blocks of 16 channels
    /// throughout.
    #[must_use]
    pub fn for_inference(graph: &Graph, options: &PlanOptions) -> Plan {
        let mut apart = HashSet::new();
        loop {
            let chains = fuse::chains(graph, options, &apart);
            let (placement, storage) = Plan::places(graph, &chains, options);
            let odd = sums_apart(graph, &chains, &storage, options);
            if odd.is_empty() {
                return Plan::of(graph, chains, options, &storage, placement);
            }
            apart.extend(odd);
        }
    }

    /// Returns the places of the buffers and the storage of all layers, with small maps as NHWC or not.
    fn places(
        graph: &Graph,
        chains: &[FusedChain],
        options: &PlanOptions,
    ) -> (Placement, Vec<Storage>) {
        let storage = |small| storage::storage(graph, chains, options, small);
        let blocks = storage(SmallMaps::Blocks);
        // Layouts and tasks are computed anew for the plan that is chosen, so that only one of each is in memory.
        let place = |storage: &[Storage]| {
            let layouts = storage::layouts(graph, chains, storage, options);
            let tasks = schedule::schedule(graph, storage, chains.to_vec(), options);
            allocate::place(graph, storage, &layouts, &tasks)
        };
        let mut chosen = (place(&blocks), blocks);
        if options.dtype != DType::F32 {
            return chosen;
        }
        let nhwc = storage(SmallMaps::Nhwc);
        if nhwc != chosen.1 {
            let placement = place(&nhwc);
            if placement.arena_bytes <= chosen.0.arena_bytes / 3 * 2 {
                chosen = (placement, nhwc);
            }
        }
        chosen
    }

    fn of(
        graph: &Graph,
        chains: Vec<FusedChain>,
        options: &PlanOptions,
        storage: &[Storage],
        placement: Placement,
    ) -> Plan {
        let layouts = storage::layouts(graph, &chains, storage, options);
        let tasks = schedule::schedule(graph, storage, chains, options);
        let Placement {
            offsets,
            arena_bytes,
            fullest,
        } = placement;
        let region = |id| region(graph, storage, &layouts, &offsets, id);
        let steps = tasks.into_iter().map(|task| {
            let (first, last) = (task.layers[0], task.layers[task.layers.len() - 1]);
            let in_place = task.kind == StepKind::InPlace;
            let inputs = match (in_place, first) {
                (true, _) => [].into(),
                (false, 0) => [Region::external(graph.shape(0))].into(),
                (false, _) => task.inputs.iter().map(|input| region(*input)).collect(),
            };
            let op = match in_place {
                true => second_stage(graph.op(first), options)
                    .unwrap_or_else(|| unreachable!("a step in place is a second stage")),
                false => first_stage(graph.op(first), options),
            };
            Step {
                op,
                kind: task.kind,
                layers: task.layers.into(),
                epilogue: task.epilogue.into(),
                phase: task.phase,
                inputs,
                outputs: [region(last)].into(),
            }
        });
        let steps: Vec<Step> = steps.collect();
        let stored = |id: &LayerId| storage[*id].source != ValueSource::FusedAway;
        Plan {
            dtype: options.dtype,
            ready: ready(graph, storage, &steps),
            regions: graph
                .ids()
                .map(|id| stored(&id).then(|| region(id)))
                .collect(),
            phases: phases(&steps),
            steps,
            arena_bytes,
            fullest: fullest.into(),
        }
    }
}

/// Returns the layers of fused sums whose summand does not lie in the arena as the chain's result does: with the same
/// strides, from the same block of a group on.
fn sums_apart(
    graph: &Graph,
    chains: &[FusedChain],
    storage: &[Storage],
    options: &PlanOptions,
) -> Vec<LayerId> {
    if chains.iter().all(|chain| chain.sum().is_none()) {
        return Vec::new();
    }
    let layouts = storage::layouts(graph, chains, storage, options);
    let of = |id: LayerId| {
        let layout = &layouts[storage[id].buffer];
        let phase = storage[id].block % layout.side;
        (&storage[id].channels, layout.dtype, layout.strides(), phase)
    };
    let lies_apart = |chain: &&FusedChain| {
        chain.summand(graph).is_some_and(|summand| {
            let owner = storage[summand].buffer;
            storage[owner].source == ValueSource::External || of(summand) != of(chain.last())
        })
    };
    let odd = chains.iter().filter(lies_apart);
    odd.filter_map(FusedChain::sum).collect()
}

/// Returns the range of indices in `steps` for each phase; `steps` must be in ascending order of their phases.
fn phases(steps: &[Step]) -> Vec<Range<usize>> {
    let count = steps.last().map_or(0, |step| step.phase + 1);
    let mut phases: Vec<Range<usize>> = Vec::with_capacity(count);
    for (at, step) in steps.iter().enumerate() {
        match phases.get_mut(step.phase) {
            Some(phase) => phase.end = at + 1,
            None => phases.push(at..at + 1),
        }
    }
    phases
}

/// Returns the phase after which each layer's result is complete, by [`LayerId`]; see [`Plan::ready`].
fn ready(graph: &Graph, storage: &[Storage], steps: &[Step]) -> Vec<Option<usize>> {
    let mut ready: Vec<Option<usize>> = vec![None; graph.len()];
    for step in steps {
        for layer in &*step.layers {
            ready[*layer] = ready[*layer].max(Some(step.phase));
        }
    }
    for id in graph.ids() {
        if matches!(
            storage[id].source,
            ValueSource::View | ValueSource::Branches
        ) {
            let inputs = graph.inputs(id).into_iter();
            ready[id] = inputs.filter_map(|input| ready[input]).max();
        }
    }
    ready
}

/// Returns the region of a layer's result. The result must be one that is stored, not fused away; otherwise the region
/// means nothing. `layouts` and `offsets` (in bytes) are those of the buffers, by the layer that owns the buffer.
fn region(
    graph: &Graph,
    storage: &[Storage],
    layouts: &[Arc<Layout>],
    offsets: &[usize],
    id: LayerId,
) -> Region {
    let Storage {
        buffer,
        block,
        first,
        channels,
        ..
    } = &storage[id];
    let whole = &layouts[*buffer];
    let layout = match whole.channels == *channels {
        true => Arc::clone(whole),
        false => Arc::new(whole.part(*block, channels.clone())),
    };
    let place = match storage[*buffer].source {
        ValueSource::External => Place::Input,
        _ => Place::Arena,
    };
    Region {
        place,
        offset: offsets[*buffer]
            + (whole.block_offset(*block) + whole.origin() + first) * whole.dtype.size(),
        shape: graph.shape(id),
        layout,
    }
}
