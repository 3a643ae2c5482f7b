//! Tests of the storage of results.

use super::*;
use crate::graph::Layer;
use crate::op::{Concat, GlobalAvgPool, Input, MaxPool, Op, Padding, Slice, Window};
use crate::plan::fuse::chains;

#[test]
fn a_join_has_segments_where_its_readers_read_them() {
    let input = Layer::of_test(Input { size: [4, 4, 5] }, &[]);
    let mut graph = Graph::new("Test", input).expect("an input");
    let window = Window::new([2, 2], [1, 1], Padding::Same);
    let mut push =
        |op: Op, inputs: &[LayerId]| graph.push(Layer::of_test(op, inputs)).expect("fits");
    let branches = [(); 2].map(|()| push(MaxPool { window }.into(), &[0]));
    let join = push(Concat {}.into(), &branches);
    let options = PlanOptions::default();
    let mut storage = Vec::new();
    for id in 0..join {
        storage.push(own(
            &graph,
            readers(&graph, &options)[id],
            false,
            &storage,
            id,
        ));
    }
    for segments in [true, false] {
        let readers = Readers {
            segments,
            ..readers(&graph, &options)[join]
        };
        let made = own(&graph, readers, false, &storage, join).channels;
        assert_eq!(made.is_segmented(), segments);
        assert_eq!(made.count(), 10);
    }
}

#[test]
fn in_training_a_view_of_channels_ends_with_a_block() {
    let input = Layer::of_test(Input { size: [4, 4, 40] }, &[]);
    let mut graph = Graph::new("Test", input).expect("an input");
    let window = Window::new([2, 2], [1, 1], Padding::Same);
    let mut push =
        |op: Op, inputs: &[LayerId]| graph.push(Layer::of_test(op, inputs)).expect("fits");
    let pool = push(MaxPool { window }.into(), &[0]);
    let parts = [[0, 32], [0, 20], [16, 40]];
    let parts = parts.map(|channels| push(Slice { channels }.into(), &[pool]));
    let training = PlanOptions {
        purpose: Purpose::Training {
            input_gradient: false,
        },
        ..PlanOptions::default()
    };
    for (options, expected) in [
        (PlanOptions::default(), [true; 3]),
        (training, [true, false, true]),
    ] {
        let chains = chains(&graph, &options, &Default::default());
        let storage = storage(&graph, &chains, &options, SmallMaps::Blocks);
        let is_view = parts.map(|part| storage[part].source == ValueSource::View);
        assert_eq!(is_view, expected);
    }
}

/// Returns a network in which each of `branches`, of so many channels, is a pooling of the input's, and a concat joins them;
/// with a further pooling of those branches whose flag is `true`. Also the ids of branches and concat.
fn concat_of(branches: &[(u32, bool)]) -> (Graph, Vec<LayerId>, LayerId) {
    let channels = branches.iter().map(|(channels, _)| channels).sum();
    let input = Layer::of_test(
        Input {
            size: [4, 4, channels],
        },
        &[],
    );
    let mut graph = Graph::new("Test", input).expect("an input");
    let window = Window::new([2, 2], [1, 1], Padding::Same);
    let mut push =
        |op: Op, inputs: &[LayerId]| graph.push(Layer::of_test(op, inputs)).expect("fits");
    let pool = push(MaxPool { window }.into(), &[0]);
    let mut first = 0;
    let mut ids = Vec::new();
    for (channels, _) in branches {
        let end = first + channels;
        let part = push(
            Slice {
                channels: [first, end],
            }
            .into(),
            &[pool],
        );
        ids.push(push(MaxPool { window }.into(), &[part]));
        first = end;
    }
    let join = push(Concat {}.into(), &ids);
    // Of what only outputs hold results stay in `f32`.
    push(GlobalAvgPool {}.into(), &[pool]);
    for (id, (_, is_read)) in ids.iter().zip(branches) {
        if *is_read {
            push(MaxPool { window }.into(), &[*id]);
        }
    }
    (graph, ids, join)
}

fn storage_of(graph: &Graph, dtype: DType) -> Vec<Storage> {
    let options = PlanOptions::default().with_dtype(dtype);
    let chains = chains(graph, &options, &Default::default());
    storage(graph, &chains, &options, SmallMaps::Blocks)
}

#[test]
fn branches_begin_with_any_block_of_a_group_where_only_concats_read_them() {
    for (branches, is_in_place) in [
        (&[(16, false), (20, false), (5, false)][..], true),
        (&[(32, true), (16, false), (16, false)], true),
        (&[(32, false), (16, true)], true),
        (&[(16, true), (32, false)], false),
        (&[(16, false), (32, true)], false),
        (&[(16, false), (16, true), (16, false)], false),
    ] {
        let (graph, ids, join) = concat_of(branches);
        let bf16 = storage_of(&graph, DType::Bf16);
        let whole = bf16[join].source == ValueSource::Branches;
        assert_eq!(whole, is_in_place, "{branches:?}");
        assert_eq!(
            storage_of(&graph, DType::F32)[join].source,
            ValueSource::Branches
        );
        let mut block = 0;
        for (id, (channels, _)) in ids.iter().zip(branches) {
            let expected = if whole { (join, block) } else { (*id, 0) };
            assert_eq!((bf16[*id].buffer, bf16[*id].block), expected);
            block += (*channels as usize).div_ceil(LANES);
        }
    }
}

#[test]
fn views_of_channels_fill_their_groups() {
    let input = Layer::of_test(Input { size: [4, 4, 90] }, &[]);
    let mut graph = Graph::new("Test", input).expect("an input");
    let window = Window::new([2, 2], [1, 1], Padding::Same);
    let mut push =
        |op: Op, inputs: &[LayerId]| graph.push(Layer::of_test(op, inputs)).expect("fits");
    let pool = push(MaxPool { window }.into(), &[0]);
    let parts = [
        [0, 32],
        [0, 16],
        [16, 48],
        [32, 64],
        [64, 90],
        [64, 80],
        [80, 90],
        [0, 90],
    ];
    let parts = parts.map(|channels| push(Slice { channels }.into(), &[pool]));
    // Of what only outputs hold results stay in `f32`.
    push(GlobalAvgPool {}.into(), &[pool]);
    for (dtype, expected) in [
        (DType::F32, [true; 8]),
        (
            DType::Bf16,
            [true, false, false, true, true, false, false, true],
        ),
        (
            DType::U8,
            [false, false, false, false, true, false, false, true],
        ),
    ] {
        let storage = storage_of(&graph, dtype);
        let is_view = parts.map(|part| storage[part].source == ValueSource::View);
        assert_eq!(is_view, expected, "{dtype}");
    }
}
