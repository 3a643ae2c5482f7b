//! Which layers share memory: views with what they view, branches with their concat.

use crate::graph::{Graph, LayerId};
use crate::op::Op;
use crate::shape::Shape;

/// Where a layer's result is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Storage {
    /// The layer that owns the buffer.
    pub buffer: LayerId,
    /// The first channel inside the owner's pixels.
    pub channel: usize,
    /// Values from one pixel to the next.
    pub pixel_stride: usize,
    /// Whether a step computes the layer; otherwise others have already written its values.
    pub computed: bool,
}

/// Decides the storage of every layer.
///
/// A view is its input's storage. A branch whose result only one concat slot takes is written straight into the
/// concat's buffer, channel behind channel; a concat all of whose branches are written so needs no step.
pub(super) fn storage(graph: &Graph) -> Vec<Storage> {
    let own = |id: LayerId| Storage {
        buffer: id,
        channel: 0,
        pixel_stride: graph.shape(id).channels(),
        computed: id != 0,
    };
    let mut storage: Vec<Storage> = graph.ids().map(own).collect();
    // Readers first, so that a concat inside a concat knows its own place before its branches ask for theirs.
    for id in graph.ids().rev() {
        if matches!(graph.op(id), Op::Concat(_)) && takes_in_place(graph, &storage, id) {
            let mut channel = storage[id].channel;
            for input in graph.inputs(id) {
                let target = Storage {
                    channel,
                    computed: true,
                    ..storage[id]
                };
                storage[input] = target;
                channel += graph.shape(input).channels();
            }
            storage[id].computed = false;
        }
    }
    for id in graph.ids() {
        if graph.op(id).is_view() && viewable(graph, &storage, id) {
            let source = storage[graph.inputs(id)[0]];
            storage[id] = Storage {
                computed: false,
                ..source
            };
        }
    }
    storage
}

/// Whether all branches of a concat can be written into its buffer.
fn takes_in_place(graph: &Graph, storage: &[Storage], concat: LayerId) -> bool {
    let is_map = matches!(graph.shape(concat), Shape::Map { .. });
    is_map
        && graph.inputs(concat).into_iter().all(|input| {
            let computes = input != 0 && !graph.op(input).is_view();
            let uses = graph.readers(input).into_iter();
            let in_concats = uses
                .filter(|reader| matches!(graph.op(*reader), Op::Concat(_)))
                .count();
            computes && in_concats == 1 && storage[input].buffer == input
        })
}

/// Whether a view can be its input's memory: a vector must lie without gaps, and a concat's slot is not its own.
fn viewable(graph: &Graph, storage: &[Storage], view: LayerId) -> bool {
    let source = graph.inputs(view)[0];
    let dense = storage[source].pixel_stride == graph.shape(source).channels();
    let own = storage[view].buffer == view;
    own && (dense || matches!(graph.shape(view), Shape::Map { .. }))
}
