//! When each step runs.

use super::fuse::FusedChain;
use super::step::{Fused, StepKind, second_stage};
use super::storage::{Storage, ValueSource};
use crate::graph::{Graph, LayerId};

/// A step with the phase that it runs in.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub layers: Vec<LayerId>,
    pub epilogue: Vec<Fused>,
    pub kind: StepKind,
    pub phase: usize,
}

/// The steps in the order of their phases, within a phase in the file's.
///
/// The steps of a phase do not read each other's results. Each step stands as late as its first reader allows, so that
/// results do not wait in memory.
pub(super) fn schedule(graph: &Graph, storage: &[Storage], chains: Vec<FusedChain>) -> Vec<Task> {
    // Phases counted from the end, by layer: a result is there so many phases before it.
    let mut before_end = vec![0usize; graph.len()];
    let mut chains = chains.into_iter().rev().peekable();
    let mut tasks = Vec::new();
    for id in graph.ids().rev() {
        let chain = chains.next_if(|chain| chain.first() == id);
        let last = chain.as_ref().map_or(id, FusedChain::last);
        let mut needed = before_end[last];
        if let Some(chain) = chain.filter(|_| storage[last].source == ValueSource::Computed) {
            if second_stage(graph.op(id)).is_some() {
                tasks.push(Task {
                    layers: chain.layers.clone(),
                    epilogue: Vec::new(),
                    kind: StepKind::InPlace,
                    phase: needed,
                });
                needed += 1;
            }
            tasks.push(Task {
                layers: chain.layers,
                epilogue: chain.epilogue,
                kind: StepKind::Forward,
                phase: needed,
            });
            needed += 1;
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
