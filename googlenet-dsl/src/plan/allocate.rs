//! The pass that places the buffers of results in the arena, the memory of all results of one image.

use super::layout::{ALIGN, Layout};
use super::schedule::Task;
use super::storage::{Storage, ValueSource};
use crate::graph::{Graph, LayerId};
use std::sync::Arc;

/// A part of the arena that holds one or more results (those of a concat's branches, or of views), and the phases in
/// which it is in use.
pub(super) struct Buffer {
    pub owner: LayerId,
    pub bytes: usize,
    /// First phase in which a step reads or writes the buffer; phases are counted from 0 in the order of the run.
    pub first: usize,
    /// Last phase in which a step reads or writes the buffer; `usize::MAX` if an output of the network lies in it.
    pub last: usize,
}

/// The places of buffers in the arena, in bytes for one image.
pub(super) struct Placement {
    /// Offset of each buffer, by the [`LayerId`] of the layer that owns it; 0 for layers that own none.
    pub offsets: Vec<usize>,
    /// Size of the arena.
    pub arena_bytes: usize,
    /// Owners and sizes of the buffers in use in the phase in which most bytes are, the largest first.
    pub fullest: Vec<(LayerId, usize)>,
}

/// Returns the places of the buffers. `layouts` are those of the buffers, by the [`LayerId`] of the layer that owns it.
///
/// Places the largest buffers first, each at the lowest offset at which it overlaps no placed buffer that is in use in
/// a common phase. All offsets are multiples of [`ALIGN`].
pub(super) fn place(
    graph: &Graph,
    storage: &[Storage],
    layouts: &[Arc<Layout>],
    tasks: &[Task],
) -> Placement {
    let buffers = lifetimes(graph, storage, layouts, tasks);
    let (offsets, arena_bytes, placed) = fit(buffers, graph.len());
    Placement {
        fullest: fullest(&placed),
        offsets,
        arena_bytes,
    }
}

/// Places buffers as [`place`] states. Returns the offset of each by its owner, an index below `owners`, the size of the
/// memory, and the buffers.
pub(super) fn fit(mut buffers: Vec<Buffer>, owners: usize) -> (Vec<usize>, usize, Vec<Buffer>) {
    buffers.sort_by_key(|buffer| (std::cmp::Reverse(buffer.bytes), buffer.owner));
    let mut offsets = vec![0; owners];
    let mut placed: Vec<Buffer> = Vec::new();
    let mut arena_bytes = 0;
    for buffer in buffers {
        let mut neighbours: Vec<&Buffer> = placed
            .iter()
            .filter(|other| other.first <= buffer.last && buffer.first <= other.last)
            .collect();
        neighbours.sort_by_key(|other| offsets[other.owner]);
        let mut offset = 0;
        for other in neighbours {
            if offset + buffer.bytes <= offsets[other.owner] {
                break;
            }
            offset = offset.max(offsets[other.owner] + other.bytes);
        }
        offsets[buffer.owner] = offset;
        arena_bytes = arena_bytes.max(offset + buffer.bytes);
        placed.push(buffer);
    }
    (offsets, arena_bytes, placed)
}

/// Returns the owners and sizes of the buffers in use in the first phase in which most bytes are, the largest first.
fn fullest(buffers: &[Buffer]) -> Vec<(LayerId, usize)> {
    let mut firsts: Vec<&Buffer> = buffers.iter().collect();
    firsts.sort_by_key(|buffer| buffer.first);
    let mut lasts = firsts.clone();
    lasts.sort_by_key(|buffer| buffer.last);
    let mut ended = lasts.into_iter().peekable();
    let (mut bytes, mut most, mut phase) = (0, 0, 0);
    for buffer in firsts {
        while let Some(ended) = ended.next_if(|ended| ended.last < buffer.first) {
            bytes -= ended.bytes;
        }
        bytes += buffer.bytes;
        if bytes > most {
            (most, phase) = (bytes, buffer.first);
        }
    }
    let used = buffers
        .iter()
        .filter(|buffer| (buffer.first..=buffer.last).contains(&phase));
    let mut most: Vec<_> = used.map(|buffer| (buffer.owner, buffer.bytes)).collect();
    most.sort_by_key(|(owner, bytes)| (std::cmp::Reverse(*bytes), *owner));
    most
}

/// Returns the buffers in the arena with the phases in which they are in use, in ascending order of their owners.
/// Buffers that no step uses, and the caller's memory, are left out.
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
        for input in &task.inputs {
            touch(*input, task.phase);
        }
    }
    for output in graph.outputs() {
        touch(output.layer, usize::MAX);
    }
    let owners = graph.ids();
    owners
        .filter(|owner| storage[*owner].source != ValueSource::External)
        .filter_map(|owner| {
            let (first, last) = touched[owner]?;
            let bytes = layouts[owner].bytes().next_multiple_of(ALIGN);
            Some(Buffer {
                owner,
                bytes,
                first,
                last,
            })
        })
        .collect()
}
