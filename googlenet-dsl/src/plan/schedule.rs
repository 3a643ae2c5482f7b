//! When each step runs.

use super::Work;
use super::storage::{Origin, Storage};
use crate::graph::{Graph, LayerId};
use crate::op::Activation;

/// A step with the phase that it runs in.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub layers: Vec<LayerId>,
    pub work: Work,
    pub phase: usize,
}

/// The steps in the order of their phases, within a phase in the file's.
///
/// The steps of a phase do not read each other's results. Each step stands as late as its first reader allows, so that
/// results do not wait in memory.
pub(super) fn schedule(graph: &Graph, storage: &[Storage], chains: Vec<Vec<LayerId>>) -> Vec<Task> {
    // Phases counted from the end, by layer: a result is there so many phases before it.
    let mut before_end = vec![0usize; graph.len()];
    let mut chains = chains.into_iter().rev().peekable();
    let mut tasks = Vec::new();
    for id in graph.ids().rev() {
        let chain = chains.next_if(|chain| chain[0] == id);
        let last = chain.as_ref().map_or(id, |chain| chain[chain.len() - 1]);
        let mut needed = before_end[last];
        if let Some(layers) = chain.filter(|_| storage[last].origin == Origin::Computed) {
            let softmax = graph.op(last).activation() == Activation::Softmax;
            for work in [softmax.then_some(Work::Softmax), Some(Work::Compute)] {
                let task = work.map(|work| Task {
                    layers: layers.clone(),
                    work,
                    phase: needed,
                });
                needed += usize::from(task.is_some());
                tasks.extend(task);
            }
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
