//! The pass that orders steps into phases, groups of steps that do not read each other's results.

use super::fuse::FusedChain;
use super::options::PlanOptions;
use super::step::{Fused, StepKind, second_stage};
use super::storage::{Storage, ValueSource};
use crate::graph::{Graph, LayerId};

/// A step with its phase, before the regions that it reads and writes are known; the fields are those of
/// [`Step`](super::step::Step).
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub layers: Vec<LayerId>,
    /// Layers whose results the step reads.
    pub inputs: Vec<LayerId>,
    pub epilogue: Vec<Fused>,
    pub kind: StepKind,
    pub phase: usize,
}

/// Returns the steps in ascending order of their phases, and within a phase in the order of their first layers. Views,
/// and concats whose branches are written in place, have no steps.
///
/// The steps of a phase do not read each other's results. Each step is in the last phase that the readers of its result
/// allow, so that results occupy memory for as few phases as possible.
pub(super) fn schedule(
    graph: &Graph,
    storage: &[Storage],
    chains: Vec<FusedChain>,
    options: &PlanOptions,
) -> Vec<Task> {
    // For each layer, the number of phases that must still follow when its result is complete.
    let mut before_end = vec![0usize; graph.len()];
    // For each sum that is fused with an operation, the last layer of the chain.
    let mut fused_sums: Vec<Option<LayerId>> = vec![None; graph.len()];
    for chain in &chains {
        if let Some(sum) = chain.sum() {
            fused_sums[sum] = Some(chain.last());
        }
    }
    let mut chains = chains.into_iter().rev().peekable();
    let mut tasks = Vec::new();
    for id in graph.ids().rev() {
        let chain = chains.next_if(|chain| chain.first() == id);
        let last = chain.as_ref().map_or(id, FusedChain::last);
        let mut needed = before_end[last];
        if let Some(chain) = chain.filter(|_| storage[last].source == ValueSource::Computed) {
            if second_stage(graph.op(id), options).is_some() {
                tasks.push(Task {
                    layers: chain.layers.clone(),
                    inputs: Vec::new(),
                    epilogue: Vec::new(),
                    kind: StepKind::InPlace,
                    phase: needed,
                });
                needed += 1;
            }
            tasks.push(Task {
                inputs: chain.inputs(graph),
                layers: chain.layers,
                epilogue: chain.epilogue,
                kind: StepKind::Forward,
                phase: needed,
            });
            needed += 1;
        }
        if let Some(last) = fused_sums[id] {
            // The step that adds what the sum reads.
            needed = before_end[last] + 1;
        }
        for input in graph.inputs(id) {
            before_end[input] = before_end[input].max(needed);
        }
    }
    tasks.reverse();
    let phases = tasks.iter().map(|task| task.phase + 1).max().unwrap_or(0);
    for task in &mut tasks {
        task.phase = phases - 1 - task.phase;
    }
    tasks.sort_by_key(|task| task.phase);
    tasks
}
