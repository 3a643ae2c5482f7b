//! The pass that decides in which buffer, and in which channel layout, each result is stored: views share the buffer of
//! their input, and branches that of their concat.

use super::border::{border, widest};
use super::dtypes::dtypes;
use super::fuse::FusedChain;
use super::layout::{Border, Channels, LANES, Layout};
use super::nhwc::{MOST_INPUT_BYTES, SmallMaps, first_of_group, nhwc};
use super::options::{PlanOptions, Purpose};
use crate::graph::{Graph, LayerId};
use crate::op::ResultStorage;
use crate::shape::Shape;
use crate::value::DType;
use std::ops::Range;
use std::sync::Arc;

/// The way in which a layer's result comes into memory, or the reason why it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueSource {
    /// The layer is the network's input, whose values are read from the caller's memory.
    External,
    /// A step of the layer computes the result and stores it.
    Computed,
    /// The result is the layer's input, in the same memory, with the layer's shape (a view); no step runs.
    View,
    /// The layer is a concat whose result is written by the steps of its branches, directly into the concat's buffer;
    /// no step runs for the concat.
    Branches,
    /// The result is an intermediate value of a step that also applies fused layers behind this one, and is not stored.
    FusedAway,
}

/// The buffer in which a layer's result lies, the result's first block there, and the division of its channels into
/// blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Storage {
    /// Id of the layer that owns the buffer in which the result lies: the layer itself, its concat, or the input of a
    /// view.
    pub buffer: LayerId,
    /// Index of the result's first block of channels inside the buffer, from 0.
    pub block: usize,
    /// Index of the result's first channel among those of the buffer, for a slice of an NHWC map; otherwise 0.
    pub first: usize,
    pub source: ValueSource,
    pub channels: Channels,
    /// Height and width of the stored values in pixels; for a flattened map that is read in place those of the map.
    pub size: [usize; 2],
}

/// Returns the storage of every layer in inference, by [`LayerId`].
///
/// A view has the storage of its input where [`viewable`] allows it, or a part of that, where [`part`] does. The
/// branches of a concat are written directly into the concat's buffer, one behind the other, if all are stored as NHWC,
/// or if the concat keeps their division into blocks and each branch is computed into a buffer of its own and is an
/// input of this concat alone and only once (other layers than concats may read the branch too, if it fills its groups of
/// blocks). The concat then needs no step. Otherwise a step copies all of its branches.
pub(super) fn storage(
    graph: &Graph,
    chains: &[FusedChain],
    options: &PlanOptions,
    small: SmallMaps,
) -> Vec<Storage> {
    let readers = readers(graph, options);
    let nhwc = nhwc(graph, chains, options, small);
    let dtypes = dtypes(graph, chains, options);
    let mut storage: Vec<Storage> = Vec::with_capacity(graph.len());
    for id in graph.ids() {
        let mut made = own(graph, readers[id], nhwc[id], &storage, id);
        let in_place = || is_read_in_place(readers[id], graph.shape(id), small, options.dtype);
        if id == 0 && nhwc[id] && in_place() {
            made.source = ValueSource::External;
        }
        if options.needs(graph.op(id)).is_view && viewable(graph, &readers, &storage, &made, id) {
            let source = &storage[graph.inputs(id)[0]];
            made = Storage {
                source: ValueSource::View,
                ..source.clone()
            };
        }
        let blocks = |id: LayerId| !nhwc[id] && graph.inputs(id).iter().all(|input| !nhwc[*input]);
        if let Some(part) =
            part(graph, readers[id], (options, dtypes[id]), &storage, id).filter(|_| blocks(id))
        {
            made = part;
        }
        storage.push(made);
    }
    for chain in chains {
        for passed in &chain.layers[..chain.layers.len() - 1] {
            storage[*passed].source = ValueSource::FusedAway;
        }
    }
    // In descending order of ids, so that a concat inside a concat has its final place before its branches are placed
    // in it.
    for id in graph.ids().rev() {
        if is_join(graph, id) && (nhwc[id] || takes_in_place(graph, dtypes[id], &storage, id)) {
            let Storage {
                buffer,
                mut block,
                mut first,
                ..
            } = storage[id];
            for input in graph.inputs(id) {
                let branch = &mut storage[input];
                (branch.buffer, branch.block, branch.first) = (buffer, block, first);
                match nhwc[id] {
                    true => first += branch.channels.count(),
                    false => block += branch.channels.blocks(),
                }
            }
            storage[id].source = ValueSource::Branches;
        }
    }
    for id in graph.ids() {
        if storage[id].source == ValueSource::View {
            let source = &storage[graph.inputs(id)[0]];
            let block = source.block + first_block(graph, source, id);
            let place = (source.buffer, block, source.first);
            (storage[id].buffer, storage[id].block, storage[id].first) = place;
        }
    }
    storage
}

/// Returns the storage of a layer in a buffer of its own, with the channel layout that its operation states and its
/// readers can read: NHWC if `nhwc` is `true`. `storage` holds the storage of all earlier layers, by id.
fn own(graph: &Graph, readers: Readers, nhwc: bool, storage: &[Storage], id: LayerId) -> Storage {
    let shape = graph.shape(id);
    let inputs = graph.inputs(id);
    let sources = || inputs.iter().map(|input| &storage[*input].channels);
    let alike = || {
        let first = sources().next()?;
        let same = sources().all(|channels| channels == first);
        let in_blocks = first.lanes() == LANES;
        (same && in_blocks && first.count() == shape.channels()).then(|| first.clone())
    };
    let blocks = || Channels::blocked(shape.channels());
    let result = graph.op(id).plan_needs().result;
    let channels = match result {
        _ if nhwc => Channels::interleaved(shape.channels()),
        ResultStorage::Joined if readers.segments => Channels::join(sources()),
        ResultStorage::LikeInputs => alike().unwrap_or_else(blocks),
        ResultStorage::External | ResultStorage::Joined | ResultStorage::Blocks => blocks(),
    };
    Storage {
        buffer: id,
        block: 0,
        first: 0,
        source: ValueSource::Computed,
        channels,
        size: shape.spatial(),
    }
}

/// The layouts that all readers of a layer can read, readers of its views included, and the border that they need.
#[derive(Debug, Clone, Copy)]
struct Readers {
    /// Whether all readers can read, in place of the layer's vector, the map from which it was flattened.
    flattened_map: bool,
    /// Whether all readers can read several segments of channels. For a reader that keeps its inputs' segments in its
    /// own result, this must also hold for the readers of that result.
    segments: bool,
    /// Number of border rows or columns around the layer's result at each edge (top, left, bottom, right): the largest
    /// that any reader needs there.
    border: Border,
}

/// Returns what the readers of each layer can read, by [`LayerId`]; a layer without readers has no restrictions and no
/// border.
fn readers(graph: &Graph, options: &PlanOptions) -> Vec<Readers> {
    let nobody = Readers {
        flattened_map: true,
        segments: true,
        border: [0; 4],
    };
    let mut readers = vec![nobody; graph.len()];
    for id in graph.ids().rev() {
        for reader in graph.readers(id) {
            let op = graph.op(reader);
            let needs = options.needs(op);
            let passes_on = needs.result == ResultStorage::LikeInputs;
            let new = match needs.is_view {
                true => readers[reader],
                false => Readers {
                    flattened_map: needs.reads.flattened_map,
                    segments: needs.reads.segments && (readers[reader].segments || !passes_on),
                    border: border(op, graph.shape(id)),
                },
            };
            let known = &mut readers[id];
            known.flattened_map &= new.flattened_map;
            known.segments &= new.segments;
            known.border = widest(known.border, new.border);
        }
    }
    readers
}

/// Returns `true` if an input image of this shape is read from the caller's memory, without a border: if its readers
/// need none, if it is a small map, of which convolutions copy a few rows at a time into a thread's scratch memory, or
/// if they copy it in any case, as they compute with elements of another type.
fn is_read_in_place(readers: Readers, shape: Shape, small: SmallMaps, dtype: DType) -> bool {
    let is_small = DType::F32.bytes(shape.len()) <= MOST_INPUT_BYTES as u64;
    readers.border == [0; 4] || small == SmallMaps::Nhwc && is_small || dtype != DType::F32
}

/// Returns the storage of a layer whose result is some of the channels of its input's memory; `None` if the layer's
/// operation does not copy channels, if its channels do not begin with a block of 16, if they do not fill the groups of
/// blocks in which they lie, if the input lies in the caller's memory, or if a reader cannot read the segments of which the
/// channels are parts. In training the channels also end with a block, as gradients are written with all lanes of their
/// blocks.
fn part(
    graph: &Graph,
    readers: Readers,
    (options, dtype): (&PlanOptions, DType),
    storage: &[Storage],
    id: LayerId,
) -> Option<Storage> {
    let [from, to] = options.needs(graph.op(id)).part?.map(|end| end as usize);
    let source = &storage[graph.inputs(id)[0]];
    let channels = source.channels.part(from..to)?;
    let last = source.channels.holding(to - 1);
    if options.purpose != Purpose::Inference && last.first + last.len > to {
        return None;
    }
    let in_arena = storage
        .get(source.buffer)
        .is_none_or(|owner| owner.source != ValueSource::External);
    let is_read = readers.segments || !channels.is_segmented();
    let first = first_block(graph, source, id);
    let blocks = first..first + channels.blocks();
    let fills = fills_groups(dtype, blocks, source.channels.blocks());
    let size = graph.shape(id).spatial();
    (in_arena && is_read && fills && source.size == size).then(|| Storage {
        source: ValueSource::View,
        block: source.block + first,
        channels,
        ..source.clone()
    })
}

/// Returns the index, among the blocks of the input `source` of the view `id`, of the view's first block.
fn first_block(graph: &Graph, source: &Storage, id: LayerId) -> usize {
    let part = graph.op(id).plan_needs().part;
    part.map_or(0, |[from, _]| source.channels.holding(from as usize).block)
}

/// Returns `true` if the result of an operation that can be a view can really share its input's memory: if the result
/// is a map, where it is stored as the input. A vector must be in the order height, width, channels, which a map in
/// blocks is not, so that a flattened map can be a view only if the map has one pixel, in blocks and one segment, or if
/// all readers can read the map in its own layout.
fn viewable(
    graph: &Graph,
    readers: &[Readers],
    storage: &[Storage],
    made: &Storage,
    view: LayerId,
) -> bool {
    let source = &storage[graph.inputs(view)[0]];
    let in_blocks = !source.channels.is_segmented() && source.channels.lanes() == LANES;
    let one_pixel = source.size == [1, 1] && in_blocks;
    match (graph.op(view).plan_needs().result, graph.shape(view)) {
        (ResultStorage::LikeInputs, Shape::Map { .. }) => true,
        (_, Shape::Map { .. }) => source.size == made.size && source.channels == made.channels,
        _ => one_pixel || readers[view].flattened_map,
    }
}

/// Returns `true` if the layer is a concat, so that its inputs may be written directly into its result.
pub(super) fn is_join(graph: &Graph, id: LayerId) -> bool {
    graph.op(id).plan_needs().result == ResultStorage::Joined
}

/// Returns `true` if the blocks of a map of `all` blocks begin and end with a group, or with the map, so that no other
/// blocks lie in their groups.
fn fills_groups(dtype: DType, blocks: Range<usize>, all: usize) -> bool {
    let group = Layout::group(dtype);
    blocks.start.is_multiple_of(group) && (blocks.end.is_multiple_of(group) || blocks.end == all)
}

/// Returns `true` if all branches of a concat can be written directly into its buffer; the conditions are those of
/// [`storage`]. The storage of the concat itself must be final.
fn takes_in_place(graph: &Graph, dtype: DType, storage: &[Storage], concat: LayerId) -> bool {
    let inputs = graph.inputs(concat);
    let all = storage[storage[concat].buffer].channels.blocks();
    let mut end = storage[concat].block;
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
            let uses = graph.readers(input);
            let in_concats = uses
                .iter()
                .filter(|reader| is_join(graph, **reader))
                .count();
            let start = end;
            end += storage[input].channels.blocks();
            let fits = uses.len() == in_concats || fills_groups(dtype, start..end, all);
            made && input != 0 && in_concats == 1 && storage[input].buffer == input && fits
        })
}

/// Returns the layout of each buffer, by the id of the layer that owns it, with the widest border that the readers of
/// any layer in the buffer need; buffers between which a fused sum adds have the wider border of the two, so that their
/// rows correspond. Layers that own no buffer have a placeholder.
pub(super) fn layouts(
    graph: &Graph,
    chains: &[FusedChain],
    storage: &[Storage],
    options: &PlanOptions,
) -> Vec<Arc<Layout>> {
    let readers = readers(graph, options);
    let dtypes = dtypes(graph, chains, options);
    let mut borders: Vec<Border> = vec![[0; 4]; graph.len()];
    for id in graph.ids() {
        let border = &mut borders[storage[id].buffer];
        *border = widest(*border, readers[id].border);
    }
    let buffers = |chain: &FusedChain| {
        let summand = storage[chain.summand(graph)?].buffer;
        Some([summand, storage[chain.last()].buffer])
    };
    let mut groups: Vec<LayerId> = graph.ids().collect();
    for [a, b] in chains.iter().filter_map(buffers) {
        let (a, b) = (
            first_of_group(&mut groups, a),
            first_of_group(&mut groups, b),
        );
        groups[a.max(b)] = a.min(b);
    }
    for id in graph.ids() {
        let first = first_of_group(&mut groups, id);
        borders[first] = widest(borders[first], borders[id]);
    }
    for id in graph.ids() {
        borders[id] = borders[first_of_group(&mut groups, id)];
    }
    // Layers that own no buffer share a placeholder, which is never read.
    let placeholder = Layout::new(options.dtype, [1, 1], [0; 4], Channels::blocked(1));
    let placeholder = Arc::new(placeholder);
    let own = |id: LayerId| match storage[id].buffer == id
        && storage[id].source != ValueSource::FusedAway
    {
        true => {
            let channels = storage[id].channels.clone();
            let (dtype, border) = match storage[id].source {
                ValueSource::External => (DType::F32, [0; 4]),
                _ => (dtypes[id], borders[id]),
            };
            Arc::new(Layout::new(dtype, storage[id].size, border, channels))
        }
        false => Arc::clone(&placeholder),
    };
    graph.ids().map(own).collect()
}

#[cfg(test)]
mod tests;
