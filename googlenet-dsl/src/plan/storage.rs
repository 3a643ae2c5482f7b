//! Which layers share memory: views with what they view, branches with their concat.

use super::border::border;
use super::fuse::FusedChain;
use super::layout::{Border, Channels, Layout};
use super::options::PlanOptions;
use crate::graph::{Graph, LayerId};
use crate::op::ResultStorage;
use crate::shape::Shape;
use crate::value::DType;
use std::sync::Arc;

/// Where the values of a layer come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueSource {
    /// The caller gives them.
    External,
    /// A step makes them.
    Computed,
    /// They are the input's.
    View,
    /// The branches have been written there.
    Branches,
    /// A step makes them on the way to another layer's, and does not store them.
    FusedAway,
}

/// Where a layer's result is kept.
#[derive(Debug, Clone)]
pub(super) struct Storage {
    /// The layer that owns the buffer.
    pub buffer: LayerId,
    /// The first block inside the owner's.
    pub block: usize,
    pub source: ValueSource,
    pub channels: Channels,
    /// Height and width of what lies there: for a flattened map, the map's.
    pub size: [usize; 2],
}

/// Decides the storage of every layer.
///
/// A view is its input's storage. A branch whose result only one concat slot takes is written straight into the
/// concat's buffer, block behind block; a concat all of whose branches are written so needs no step.
pub(super) fn storage(graph: &Graph, chains: &[FusedChain]) -> Vec<Storage> {
    let readers = readers(graph);
    let mut storage: Vec<Storage> = Vec::with_capacity(graph.len());
    for id in graph.ids() {
        let mut made = own(graph, readers[id], &storage, id);
        if graph.op(id).plan_needs().is_view && viewable(graph, &readers, &storage, id) {
            let source = &storage[graph.inputs(id)[0]];
            made = Storage {
                source: ValueSource::View,
                ..source.clone()
            };
        }
        storage.push(made);
    }
    for chain in chains {
        for passed in &chain.layers[..chain.layers.len() - 1] {
            storage[*passed].source = ValueSource::FusedAway;
        }
    }
    // Readers first, so that a concat inside a concat knows its own place before its branches ask for theirs.
    for id in graph.ids().rev() {
        if is_join(graph, id) && takes_in_place(graph, &storage, id) {
            let mut block = storage[id].block;
            for input in graph.inputs(id) {
                (storage[input].buffer, storage[input].block) = (storage[id].buffer, block);
                block += storage[input].channels.blocks();
            }
            storage[id].source = ValueSource::Branches;
        }
    }
    for id in graph.ids() {
        if storage[id].source == ValueSource::View {
            let source = &storage[graph.inputs(id)[0]];
            (storage[id].buffer, storage[id].block) = (source.buffer, source.block);
        }
    }
    storage
}

/// A buffer of the layer's own.
fn own(graph: &Graph, readers: Readers, storage: &[Storage], id: LayerId) -> Storage {
    let shape = graph.shape(id);
    let inputs = graph.inputs(id);
    let sources = || inputs.iter().map(|input| &storage[*input].channels);
    let alike = || {
        let first = sources().next()?;
        let same = sources().all(|channels| channels == first);
        (same && first.count() == shape.channels()).then(|| first.clone())
    };
    let blocks = || Channels::blocked(shape.channels());
    let result = graph.op(id).plan_needs().result;
    let channels = match result {
        ResultStorage::External if readers.nhwc => Channels::interleaved(shape.channels()),
        ResultStorage::Joined if readers.segments => Channels::join(sources()),
        ResultStorage::LikeInputs => alike().unwrap_or_else(blocks),
        ResultStorage::External | ResultStorage::Joined | ResultStorage::Blocks => blocks(),
    };
    let is_external =
        result == ResultStorage::External && channels.is_interleaved() && readers.border == [0; 4];
    Storage {
        buffer: id,
        block: 0,
        source: if is_external {
            ValueSource::External
        } else {
            ValueSource::Computed
        },
        channels,
        size: shape.spatial(),
    }
}

/// What those want that read a layer, under its own name or a view's.
#[derive(Debug, Clone, Copy)]
struct Readers {
    /// All can read a map as the vector that it is flattened to.
    flattened_map: bool,
    /// All can read NHWC.
    nhwc: bool,
    /// All can read segments, and so can the readers of those that pass their input's segments on.
    segments: bool,
    border: Border,
}

fn readers(graph: &Graph) -> Vec<Readers> {
    let nobody = Readers {
        flattened_map: true,
        nhwc: true,
        segments: true,
        border: [0; 4],
    };
    let mut readers = vec![nobody; graph.len()];
    for id in graph.ids().rev() {
        for reader in graph.readers(id) {
            let op = graph.op(reader);
            let needs = op.plan_needs();
            let passes_on = needs.result == ResultStorage::LikeInputs;
            let new = match needs.is_view {
                true => readers[reader],
                false => Readers {
                    flattened_map: needs.reads.flattened_map,
                    nhwc: needs.reads.nhwc,
                    segments: needs.reads.segments && (readers[reader].segments || !passes_on),
                    border: border(op, graph.shape(id)),
                },
            };
            let known = &mut readers[id];
            known.flattened_map &= new.flattened_map;
            known.nhwc &= new.nhwc;
            known.segments &= new.segments;
            known.border = widest(known.border, new.border);
        }
    }
    readers
}

fn widest(a: Border, b: Border) -> Border {
    std::array::from_fn(|at| a[at].max(b[at]))
}

/// Whether a view can be its input's memory: a vector has the order height, width, channels, which a map in blocks has
/// not, but some operations can read it there.
fn viewable(graph: &Graph, readers: &[Readers], storage: &[Storage], view: LayerId) -> bool {
    let source = &storage[graph.inputs(view)[0]];
    let one_pixel = source.size == [1, 1] && !source.channels.is_segmented();
    matches!(graph.shape(view), Shape::Map { .. }) || one_pixel || readers[view].flattened_map
}

/// Whether a layer's inputs can be written where its result is to be.
fn is_join(graph: &Graph, id: LayerId) -> bool {
    graph.op(id).plan_needs().result == ResultStorage::Joined
}

/// Whether all branches of a concat can be written into its buffer.
fn takes_in_place(graph: &Graph, storage: &[Storage], concat: LayerId) -> bool {
    let inputs = graph.inputs(concat);
    let side_by_side = Channels::join(inputs.iter().map(|input| &storage[*input].channels));
    let blocks = inputs.iter().map(|input| storage[*input].channels.blocks());
    let in_order =
        storage[concat].channels == side_by_side && side_by_side.blocks() == blocks.sum::<usize>();
    in_order
        && inputs.into_iter().all(|input| {
            let made = matches!(
                storage[input].source,
                ValueSource::Computed | ValueSource::Branches
            );
            let uses = graph.readers(input).into_iter();
            let in_concats = uses.filter(|reader| is_join(graph, *reader)).count();
            made && input != 0 && in_concats == 1 && storage[input].buffer == input
        })
}

/// The layout of every buffer, by its owner: its border is the widest that any layer kept there needs.
pub(super) fn layouts(
    graph: &Graph,
    storage: &[Storage],
    options: &PlanOptions,
) -> Vec<Arc<Layout>> {
    let readers = readers(graph);
    let mut borders: Vec<Border> = vec![[0; 4]; graph.len()];
    for id in graph.ids() {
        let border = &mut borders[storage[id].buffer];
        *border = widest(*border, readers[id].border);
    }
    // Layers without a buffer of their own share one that nobody reads.
    let placeholder = Layout::new(options.dtype, [1, 1], [0; 4], Channels::blocked(1));
    let placeholder = Arc::new(placeholder);
    let own = |id: LayerId| match storage[id].buffer == id
        && storage[id].source != ValueSource::FusedAway
    {
        true => {
            let channels = storage[id].channels.clone();
            let dtype = match storage[id].source {
                ValueSource::External => DType::F32,
                _ => options.dtype,
            };
            Arc::new(Layout::new(dtype, storage[id].size, borders[id], channels))
        }
        false => Arc::clone(&placeholder),
    };
    graph.ids().map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Layer;
    use crate::op::{Concat, Input, MaxPool, Op, Padding, Window};

    #[test]
    fn a_join_has_segments_where_its_readers_read_them() {
        let input = Layer::of_test(Input { size: [4, 4, 5] }, &[]);
        let mut graph = Graph::new("Test", input).expect("an input");
        let window = Window::new([2, 2], [1, 1], Padding::Same);
        let mut push =
            |op: Op, inputs: &[LayerId]| graph.push(Layer::of_test(op, inputs)).expect("fits");
        let branches = [(); 2].map(|()| push(MaxPool { window }.into(), &[0]));
        let join = push(Concat {}.into(), &branches);
        let mut storage = Vec::new();
        for id in 0..join {
            storage.push(own(&graph, readers(&graph)[id], &storage, id));
        }
        for segments in [true, false] {
            let readers = Readers {
                segments,
                ..readers(&graph)[join]
            };
            let made = own(&graph, readers, &storage, join).channels;
            assert_eq!(made.is_segmented(), segments);
            assert_eq!(made.count(), 10);
        }
    }
}
