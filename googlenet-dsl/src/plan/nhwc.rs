//! The pass that decides which maps are stored as NHWC, all channels of a pixel side by side, instead of in blocks of
//! 16 channels: small maps whose blocks would have many unused lanes.

use super::fuse::FusedChain;
use super::layout::{Channels, Layout};
use super::options::{PlanOptions, Purpose};
use super::storage::is_join;
use crate::graph::{Graph, LayerId};
use crate::op::{PlanNeeds, ResultStorage, StoresNhwc};
use crate::shape::Shape;
use crate::value::DType;

/// Largest size of a map, in bytes in blocks of 16 channels and without a border, that is stored as NHWC. Larger maps
/// are in blocks, for which kernels are fastest.
pub(super) const MOST_BYTES: usize = 32 * 1024;

/// Largest size of an input image, in bytes, that convolutions read from the caller's memory although it has no border.
pub(super) const MOST_INPUT_BYTES: usize = 8 * 1024;

/// The way in which small maps are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SmallMaps {
    /// In blocks of 16 channels, as all others.
    Blocks,
    /// As NHWC, where that takes less memory.
    Nhwc,
}

/// Returns, by [`LayerId`], whether the layer's result is stored as NHWC.
///
/// Maps that must be stored alike form a group: the input and the result of operations that keep the division of
/// channels, and the branches and the result of a concat. The maps of a group are stored as NHWC if every operation
/// that writes or reads one of them can do so, if none is larger than [`MOST_BYTES`], if the branches of each concat
/// can be written in place, if blocks would need at least half as much memory again, and if `small` asks for it. The
/// network's input, in the caller's memory or copied into the arena, is NHWC whatever its size if it is a group of its
/// own, views apart, and its readers can read that; with other elements than `f32` only convolutions can.
pub(super) fn nhwc(
    graph: &Graph,
    chains: &[FusedChain],
    options: &PlanOptions,
    small: SmallMaps,
) -> Vec<bool> {
    if options.purpose
        == (Purpose::Training {
            input_gradient: true,
        })
    {
        return vec![false; graph.len()];
    }
    let groups = groups(graph);
    let slices = slices(graph, options);
    let is_view = |id: LayerId| keeps_map(graph, options, id);
    let is_input = |group: LayerId| group == groups[0];
    let mut members = graph.ids().skip(1).filter(|id| is_input(groups[*id]));
    let input_alone = members.all(is_view);
    let mut writers: Vec<Option<LayerId>> = vec![None; graph.len()];
    for chain in chains {
        writers[chain.last()] = Some(chain.first());
    }
    let mut suits = vec![true; graph.len()];
    // Bytes of each group's maps in blocks, and as NHWC.
    let mut bytes = vec![[0usize; 2]; graph.len()];
    for id in graph.ids() {
        let group = groups[id];
        suits[group] &= is_map(graph.shape(id)) && is_read(graph, options, id, slices[id]);
        let Some(writer) = writers[id].filter(|_| !is_view(id)) else {
            continue;
        };
        let [blocks, nhwc] = sizes(graph.shape(id), options);
        suits[group] &= is_written(graph, options, id, writer, slices[id]);
        suits[group] &= blocks <= MOST_BYTES || id == 0 && input_alone;
        if !is_join(graph, id) {
            bytes[group][0] += blocks;
            bytes[group][1] += nhwc;
        }
    }
    let pays = |group: LayerId| {
        let [blocks, nhwc] = bytes[group];
        small == SmallMaps::Nhwc && blocks >= nhwc + nhwc / 2 || is_input(group) && input_alone
    };
    let ids = graph.ids();
    ids.map(|id| suits[groups[id]] && pays(groups[id]))
        .collect()
}

/// Returns the smallest id of the group of a layer; each entry of `earlier` is a layer of the same group with an id
/// that is not larger, and is shortened on the way.
pub(super) fn first_of_group(earlier: &mut [LayerId], mut id: LayerId) -> LayerId {
    while earlier[id] != id {
        earlier[id] = earlier[earlier[id]];
        id = earlier[id];
    }
    id
}

/// Returns the group of each layer, by [`LayerId`]: the smallest id of a layer in it.
fn groups(graph: &Graph) -> Vec<LayerId> {
    // Each entry is an earlier layer of the same group, or the layer itself.
    let mut earlier: Vec<LayerId> = graph.ids().collect();
    for id in graph.ids() {
        let keeps = match graph.op(id).plan_needs().result {
            ResultStorage::LikeInputs => is_map(graph.shape(id)),
            ResultStorage::Joined => true,
            ResultStorage::External | ResultStorage::Blocks => false,
        };
        for input in graph.inputs(id).into_iter().filter(|_| keeps) {
            let (a, b) = (
                first_of_group(&mut earlier, id),
                first_of_group(&mut earlier, input),
            );
            earlier[a.max(b)] = a.min(b);
        }
    }
    graph
        .ids()
        .map(|id| first_of_group(&mut earlier, id))
        .collect()
}

/// Returns `true` if the layer is a view that has the shape of its input.
fn keeps_map(graph: &Graph, options: &PlanOptions, id: LayerId) -> bool {
    let needs = options.needs(graph.op(id));
    needs.is_view && needs.result == ResultStorage::LikeInputs
}

fn is_map(shape: Shape) -> bool {
    matches!(shape, Shape::Map { .. })
}

/// Returns, by [`LayerId`], whether the result would be a slice if all maps were stored as NHWC: a branch of a concat,
/// or a view of one.
fn slices(graph: &Graph, options: &PlanOptions) -> Vec<bool> {
    let mut slices = vec![false; graph.len()];
    for id in graph.ids() {
        let view = keeps_map(graph, options, id);
        let of_slice = view && graph.inputs(id).iter().any(|input| slices[*input]);
        slices[id] = of_slice
            || graph
                .readers(id)
                .iter()
                .any(|reader| is_join(graph, *reader));
    }
    slices
}

/// Returns `true` if all readers of a layer's result can read it as NHWC, as a slice if `slice` is `true`.
fn is_read(graph: &Graph, options: &PlanOptions, id: LayerId, slice: bool) -> bool {
    graph.readers(id).into_iter().all(|reader| {
        let PlanNeeds { reads, border, .. } = graph.op(reader).plan_needs();
        let map_view = keeps_map(graph, options, reader) && is_map(graph.shape(reader));
        let converts = options.dtype == DType::F32 || border.is_some() || map_view;
        reads.nhwc && converts && (reads.slices || !slice || map_view)
    })
}

/// Returns `true` if the operation of the layer `writer`, the first of the step that stores the result of `id`, can
/// store it as NHWC, as a slice if `slice` is `true`. A concat can if all of its branches are written in place.
fn is_written(
    graph: &Graph,
    options: &PlanOptions,
    id: LayerId,
    writer: LayerId,
    slice: bool,
) -> bool {
    let in_place = |input: LayerId| {
        let readers = graph.readers(input).into_iter();
        let concats = readers.filter(|reader| is_join(graph, *reader)).count();
        input != 0 && concats == 1 && !options.needs(graph.op(input)).is_view
    };
    match graph.op(writer).plan_needs().stores_nhwc {
        _ if writer == 0 => !slice,
        StoresNhwc::No => false,
        StoresNhwc::Whole => !slice,
        StoresNhwc::Slices => !is_join(graph, id) || graph.inputs(id).into_iter().all(in_place),
    }
}

/// Returns the bytes of a map in blocks of 16 channels, and as NHWC.
fn sizes(shape: Shape, options: &PlanOptions) -> [usize; 2] {
    let count = shape.channels();
    [Channels::blocked(count), Channels::interleaved(count)]
        .map(|channels| Layout::new(options.dtype, shape.spatial(), [0; 4], channels).bytes())
}
