//! Where each buffer lies in the arena.

use super::ALIGNMENT;
use super::alias::Storage;
use crate::graph::{Graph, LayerId};

struct Buffer {
    owner: LayerId,
    len: usize,
    /// First and last step that touches it.
    first: usize,
    last: usize,
}

/// The offset of every buffer, by its owner, and the arena's length, in `f32` values.
///
/// Largest first, each at the lowest place that is free while it lives.
pub(super) fn offsets(
    graph: &Graph,
    storage: &[Storage],
    steps: &[LayerId],
) -> (Vec<usize>, usize) {
    let mut buffers = lifetimes(graph, storage, steps);
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

fn lifetimes(graph: &Graph, storage: &[Storage], steps: &[LayerId]) -> Vec<Buffer> {
    let mut touched: Vec<Option<(usize, usize)>> = vec![None; graph.len()];
    let mut touch = |layer: LayerId, step: usize| {
        let range = touched[storage[layer].buffer].get_or_insert((step, step));
        *range = (range.0.min(step), range.1.max(step));
    };
    for (step, layer) in steps.iter().enumerate() {
        touch(*layer, step);
        for input in graph.inputs(*layer) {
            touch(input, step);
        }
    }
    for output in graph.outputs() {
        touch(output.layer, steps.len());
    }
    let owners = graph.ids().skip(1);
    owners
        .filter_map(|owner| {
            let (first, last) = touched[owner]?;
            let len = graph.shape(owner).len().next_multiple_of(ALIGNMENT);
            Some(Buffer {
                owner,
                len,
                first,
                last,
            })
        })
        .collect()
}
