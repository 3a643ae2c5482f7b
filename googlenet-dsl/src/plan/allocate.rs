//! Where each buffer lies in the arena.

use super::layout::{LANES, Layout};
use super::schedule::Task;
use super::storage::{Origin, Storage};
use crate::graph::{Graph, LayerId};
use std::sync::Arc;

struct Buffer {
    owner: LayerId,
    len: usize,
    /// First and last phase that touches it.
    first: usize,
    last: usize,
}

/// The offset of every buffer, by its owner, and the arena's length, in `f32` values.
///
/// Largest first, each at the lowest place that is free while it lives.
pub(super) fn offsets(
    graph: &Graph,
    storage: &[Storage],
    layouts: &[Arc<Layout>],
    tasks: &[Task],
) -> (Vec<usize>, usize) {
    let mut buffers = lifetimes(graph, storage, layouts, tasks);
    buffers.sort_by_key(|buffer| (std::cmp::Reverse(buffer.len), buffer.owner));
    let mut offsets = vec![0; graph.len()];
    let mut placed: Vec<Buffer> = Vec::new();
    let mut arena_len = 0;
    for buffer in buffers {
        let mut neighbours: Vec<&Buffer> = placed
            .iter()
            .filter(|other| other.first <= buffer.last && buffer.first <= other.last)
            .collect();
        neighbours.sort_by_key(|other| offsets[other.owner]);
        let mut offset = 0;
        for other in neighbours {
            if offset + buffer.len <= offsets[other.owner] {
                break;
            }
            offset = offset.max(offsets[other.owner] + other.len);
        }
        offsets[buffer.owner] = offset;
        arena_len = arena_len.max(offset + buffer.len);
        placed.push(buffer);
    }
    (offsets, arena_len)
}

fn lifetimes(
    graph: &Graph,
    storage: &[Storage],
    layouts: &[Arc<Layout>],
    tasks: &[Task],
) -> Vec<Buffer> {
    let mut touched: Vec<Option<(usize, usize)>> = vec![None; graph.len()];
    let mut touch = |layer: LayerId, phase: usize| {
        let range = touched[storage[layer].buffer].get_or_insert((phase, phase));
        *range = (range.0.min(phase), range.1.max(phase));
    };
    for task in tasks {
        touch(task.layers[task.layers.len() - 1], task.phase);
        if !task.in_place {
            for input in graph.inputs(task.layers[0]) {
                touch(input, task.phase);
            }
        }
    }
    for output in graph.outputs() {
        touch(output.layer, usize::MAX);
    }
    let owners = graph.ids();
    owners
        .filter(|owner| storage[*owner].origin != Origin::Given)
        .filter_map(|owner| {
            let (first, last) = touched[owner]?;
            let len = layouts[owner].len().next_multiple_of(LANES);
            Some(Buffer {
                owner,
                len,
                first,
                last,
            })
        })
        .collect()
}
