//! Every kernel against the naive reference over random shapes, on every instruction set of the machine.

use super::*;
use crate::Layer;
use crate::model::seed;
use crate::ops::operator;
use googlenet_dsl::graph::{Graph, Layer as Node};
use googlenet_dsl::op::{self, Activation, Op, Padding, Window};
use googlenet_dsl::plan::{Place, Region};
use googlenet_dsl::shape::Shape;
use proptest::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is written around and between results, to see that kernels leave it alone.
const CANARY: f32 = -12345.0;

fn value(at: usize) -> f32 {
    crate::formula(3, at as u64) as f32
}

fn isas() -> impl Iterator<Item = Isa> {
    Isa::ALL.into_iter().filter(|isa| isa.is_available())
}

/// A layer with weights over inputs of these shapes.
fn layer(op: Op, inputs: &[Shape]) -> Layer {
    let node = |op: Op, inputs: Vec<usize>| Node {
        name: "layer".into(),
        op,
        inputs: inputs.into(),
        line: 0,
    };
    let map = |shape: Shape| match shape {
        Shape::Map {
            height,
            width,
            channels,
        } => [height as u32, width as u32, channels as u32],
        Shape::Vector { features } => [1, 1, features as u32],
    };
    // Maps of one input are made from the network's by kernels of one pixel, which keeps the graph honest.
    let mut graph = Graph::new(
        "Test",
        node(
            op::Input {
                size: map(inputs[0]),
            }
            .into(),
            vec![],
        ),
    )
    .expect("an input");
    let mut sources = Vec::new();
    for shape in inputs {
        let source = match shape {
            Shape::Vector { .. } => graph.push(node(op::Flatten {}.into(), vec![0])),
            Shape::Map { channels, .. } => {
                let one = op::Conv {
                    filters: *channels as u32,
                    window: Window::new([1, 1], [1, 1], Padding::Valid),
                    groups: 1,
                    bias: false,
                    activation: Activation::None,
                    l2: 0.0,
                };
                graph.push(node(one.into(), vec![0]))
            }
        };
        sources.push(source.expect("a source"));
    }
    let id = graph.push(node(op, sources)).expect("the layer fits");
    let mut layer = Layer::of(&graph, id);
    seed(vec![&mut layer], 11);
    layer
}

/// Runs a layer with inputs and output as channel slices of wider buffers, with canaries around, and compares.
fn check(layer: &Layer, gap: usize, pictures: usize) {
    let strided = |place, offset, shape: Shape| Region {
        place,
        offset,
        pixel_stride: if matches!(shape, Shape::Map { .. }) {
            shape.channels() + gap
        } else {
            shape.channels()
        },
        shape,
    };
    let room = |region: &Region| region.end() + gap;
    let mut inputs = Vec::new();
    let mut input_len = gap;
    for shape in layer.input_shapes() {
        let region = strided(Place::Input, input_len, *shape);
        input_len = room(&region);
        inputs.push(region);
    }
    let output = strided(Place::Arena, gap, layer.output_shape());
    let arena_len = room(&output);
    let input: Vec<f32> = (0..input_len * pictures).map(value).collect();
    let dense = |region: &Region, picture: usize| -> Vec<f32> {
        let pixels = 0..region.shape.pixels();
        let start = picture * input_len + region.offset;
        pixels
            .flat_map(|pixel| {
                input[start + pixel * region.pixel_stride..][..region.shape.channels()].to_vec()
            })
            .collect()
    };
    let expected: Vec<Vec<f32>> = (0..pictures)
        .map(|picture| {
            let values: Vec<Vec<f32>> =
                inputs.iter().map(|region| dense(region, picture)).collect();
            let values: Vec<&[f32]> = values.iter().map(Vec::as_slice).collect();
            operator(layer.op()).reference(layer, &values)
        })
        .collect();
    for isa in isas() {
        let mut first: Option<Vec<u32>> = None;
        for threads in [1, 2, 3, 8] {
            let mut pool = Pool::new(threads);
            let mut arena = Arena::new(arena_len * pictures);
            arena.fill(CANARY);
            let mut run = Run::new(
                &mut pool, &mut arena, arena_len, &input, input_len, pictures,
            );
            run.isa = isa;
            operator(layer.op()).run(&mut run, &inputs, &output, layer.packed().as_deref());
            let mut got = vec![0.0; output.shape.len()];
            for (picture, expected) in expected.iter().enumerate() {
                run.read(&output, picture, &mut got);
                let scale = expected
                    .iter()
                    .fold(1.0f32, |most, value| most.max(value.abs()));
                for (at, (got, expected)) in got.iter().zip(expected).enumerate() {
                    let close = (got - expected).abs() <= 1e-4 * scale;
                    assert!(
                        close,
                        "{layer:?} on {}: {got} at {at}, expected {expected}",
                        isa.name()
                    );
                }
            }
            let bits: Vec<u32> = arena.values().iter().map(|value| value.to_bits()).collect();
            let written = arena.values()[..arena_len * pictures]
                .iter()
                .filter(|value| **value != CANARY)
                .count();
            assert_eq!(
                written,
                output.shape.len() * pictures,
                "{layer:?} writes its result and nothing else"
            );
            assert_eq!(
                first.get_or_insert_with(|| bits.clone()),
                &bits,
                "{threads} threads give the same bits"
            );
        }
    }
}

fn window() -> impl Strategy<Value = Window> {
    let size = prop_oneof![3 => 1u32..=3, 1 => 4u32..=7];
    let padding = prop_oneof![
        Just(Padding::Same),
        Just(Padding::Valid),
        [0u32..=3, 0u32..=3, 0u32..=3, 0u32..=3].prop_map(Padding::Explicit),
    ];
    ([size.clone(), size], [1u32..=3, 1u32..=3], padding)
        .prop_map(|(kernel, stride, padding)| Window::new(kernel, stride, padding))
}

fn dilated_window() -> impl Strategy<Value = Window> {
    let dilation = prop_oneof![2 => Just(1u32), 1 => 2u32..=4];
    (window(), [dilation.clone(), dilation])
        .prop_map(|(window, dilation)| Window { dilation, ..window })
}

/// A window of a pool, with padding smaller than itself.
fn pool_window() -> impl Strategy<Value = Window> {
    (window(), any::<bool>()).prop_map(|(window, ceil)| {
        let [height, width] = window.kernel;
        let padding = match window.padding {
            Padding::Explicit([top, left, bottom, right]) => {
                Padding::Explicit([top % height, left % width, bottom % height, right % width])
            }
            other => other,
        };
        Window {
            padding,
            ceil,
            ..window
        }
    })
}

fn map(channels: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Shape> {
    let side = prop_oneof![1 => Just(1usize), 4 => 2usize..=13];
    (side.clone(), side, channels)
        .prop_map(|(height, width, channels)| Shape::map(height, width, channels))
}

fn activation() -> impl Strategy<Value = Activation> {
    proptest::sample::select(vec![
        Activation::None,
        Activation::Relu,
        Activation::Relu6,
        Activation::LeakyRelu { slope: 0.2 },
        Activation::LeakyRelu { slope: -1.5 },
        Activation::Sigmoid,
        Activation::Tanh,
        Activation::Softmax,
    ])
}

/// Whether the window fits: with `same` it always does, however large.
fn fits(window: Window, shape: Shape) -> bool {
    window.slide("test", shape).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn convolution(
        shape in map(1..=37), window in dilated_window(), filters in 1u32..=53, bias: bool, activation in activation(),
        gap in 0usize..5, pictures in 1usize..=3,
    ) {
        prop_assume!(fits(window, shape));
        let conv = op::Conv { filters, window, groups: 1, bias, activation, l2: 0.0 };
        check(&layer(conv.into(), &[shape]), gap, pictures);
    }

    #[test]
    fn convolution_by_groups(
        size in map(1..=1), groups in 1usize..=6, [channels, filters] in [1usize..=19, 1usize..=19],
        window in dilated_window(), bias: bool, activation in activation(), gap in 0usize..5, pictures in 1usize..=2,
    ) {
        let [height, width] = size.spatial();
        let shape = Shape::map(height, width, channels * groups);
        prop_assume!(fits(window, shape));
        let (filters, groups) = ((filters * groups) as u32, groups as u32);
        let conv = op::Conv { filters, window, groups, bias, activation, l2: 0.0 };
        check(&layer(conv.into(), &[shape]), gap, pictures);
    }

    #[test]
    fn maximum_pooling(shape in map(1..=40), window in pool_window(), gap in 0usize..5, pictures in 1usize..=3) {
        prop_assume!(fits(window, shape));
        check(&layer(op::MaxPool { window }.into(), &[shape]), gap, pictures);
    }

    #[test]
    fn average_pooling(
        shape in map(1..=40), window in pool_window(), count_padding: bool, gap in 0usize..5, pictures in 1usize..=3,
    ) {
        prop_assume!(fits(window, shape));
        check(&layer(op::AvgPool { window, count_padding }.into(), &[shape]), gap, pictures);
    }

    #[test]
    fn zero_padding(shape in map(1..=20), edges in [0u32..=3, 0u32..=3, 0u32..=3, 0u32..=3], gap in 0usize..5) {
        check(&layer(op::ZeroPad { edges }.into(), &[shape]), gap, 2);
    }

    #[test]
    fn local_response_normalisation(
        shape in map(1..=40), half in 0u32..=4, alpha in 0.0f32..3.0, beta in prop_oneof![Just(0.75f32), 0.0f32..2.0],
        k in 0.5f32..3.0, gap in 0usize..5, pictures in 1usize..=3,
    ) {
        check(&layer(op::Lrn { size: 2 * half + 1, alpha, beta, k }.into(), &[shape]), gap, pictures);
    }

    #[test]
    fn dense_layers(
        features in 1usize..=70, units in 1u32..=70, bias: bool, activation in activation(), pictures in 1usize..=3,
    ) {
        let dense = op::Dense { units, bias, activation, l2: 0.0 };
        check(&layer(dense.into(), &[Shape::vector(features)]), 3, pictures);
    }

    #[test]
    fn sums(shape in map(1..=20), count in 2usize..=4, scaled: bool, gap in 0usize..5) {
        let scale: Vec<f32> = (0..if scaled { count } else { 0 }).map(|slot| 0.17 * slot as f32 - 0.3).collect();
        check(&layer(op::Add { scale: scale.into() }.into(), &vec![shape; count]), gap, 2);
    }

    #[test]
    fn concatenations(shape in map(1..=1), channels in proptest::collection::vec(1usize..=20, 2..5), gap in 0usize..5) {
        let [height, width] = shape.spatial();
        let shapes: Vec<Shape> = channels.into_iter().map(|channels| Shape::map(height, width, channels)).collect();
        check(&layer(op::Concat {}.into(), &shapes), gap, 2);
    }

    #[test]
    fn batch_normalisation(shape in map(1..=40), scale: bool, center: bool, gap in 0usize..5, pictures in 1usize..=3) {
        let norm = op::BatchNorm { epsilon: 1e-3, momentum: 0.9, scale, center };
        check(&layer(norm.into(), &[shape]), gap, pictures);
    }

    #[test]
    fn activations(shape in map(1..=40), function in activation(), gap in 0usize..5) {
        check(&layer(op::Activate { function }.into(), &[shape]), gap, 2);
    }

    #[test]
    fn pooling_over_the_whole_map(shape in map(1..=40), mean: bool, gap in 0usize..5, pictures in 1usize..=3) {
        let op = if mean { Op::from(op::GlobalAvgPool {}) } else { op::GlobalMaxPool {}.into() };
        check(&layer(op, &[shape]), gap, pictures);
    }

    #[test]
    fn flattening_a_slice(shape in map(1..=20), gap in 0usize..5) {
        check(&layer(op::Flatten {}.into(), &[shape]), gap, 2);
    }
}

#[test]
fn a_kernel_larger_than_the_map_under_same_padding() {
    let conv = |kernel| op::Conv {
        filters: 17,
        window: Window::new(kernel, [2, 1], Padding::Same),
        groups: 1,
        bias: true,
        activation: Activation::Relu,
        l2: 0.0,
    };
    check(&layer(conv([7, 7]).into(), &[Shape::map(2, 3, 5)]), 2, 2);
    check(&layer(conv([5, 1]).into(), &[Shape::map(1, 1, 3)]), 0, 1);
}

#[test]
fn channels_of_one_buffer_are_apart_wherever_it_begins() {
    let region = |offset, channels| Region {
        place: Place::Arena,
        offset,
        pixel_stride: 7,
        shape: Shape::map(3, 2, channels),
    };
    for begin in 0..20 {
        for (first, second) in [((0, 3), (3, 4)), ((0, 2), (5, 2)), ((2, 1), (3, 1))] {
            let (a, b) = (
                region(begin + first.0, first.1),
                region(begin + second.0, second.1),
            );
            assert!(
                run::disjoint(&a, &b) && run::disjoint(&b, &a),
                "{begin} {first:?} {second:?}"
            );
        }
        for (first, second) in [((0, 3), (2, 4)), ((0, 7), (6, 1)), ((4, 2), (4, 2))] {
            let (a, b) = (
                region(begin + first.0, first.1),
                region(begin + second.0, second.1),
            );
            assert!(
                !run::disjoint(&a, &b) && !run::disjoint(&b, &a),
                "{begin} {first:?} {second:?}"
            );
        }
    }
}

#[test]
#[should_panic(expected = "a kernel does not write what it reads")]
fn a_step_that_would_write_its_input_is_refused() {
    let shape = Shape::map(2, 2, 4);
    let region = |offset| Region {
        place: Place::Arena,
        offset,
        pixel_stride: 4,
        shape,
    };
    let mut pool = Pool::new(1);
    let mut arena = Arena::new(64);
    let mut run = Run::new(&mut pool, &mut arena, 64, &[], 0, 1);
    concat(&mut run, &[region(0)], &region(8));
}

#[test]
#[should_panic(expected = "the region lies inside its memory")]
fn a_region_outside_the_arena_is_refused() {
    let shape = Shape::map(2, 2, 4);
    let mut pool = Pool::new(1);
    let mut arena = Arena::new(16);
    let run = Run::new(&mut pool, &mut arena, 16, &[], 0, 1);
    run.read(
        &Region {
            place: Place::Arena,
            offset: 4,
            pixel_stride: 4,
            shape,
        },
        0,
        &mut [0.0; 16],
    );
}

#[test]
fn every_thread_gets_every_job_once() {
    for threads in [1, 2, 5] {
        let mut pool = Pool::new(threads);
        for round in 1..=300 {
            let counts: Vec<AtomicUsize> = (0..threads).map(|_| AtomicUsize::new(0)).collect();
            pool.run(&|thread| {
                counts[thread].fetch_add(round, Ordering::Relaxed);
            });
            assert!(
                counts
                    .iter()
                    .all(|count| count.load(Ordering::Relaxed) == round)
            );
            if round % 100 == 0 {
                // Long enough for the others to fall asleep.
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        }
    }
}

#[test]
fn a_panic_in_a_job_reaches_the_caller_and_leaves_the_pool_usable() {
    let mut pool = Pool::new(3);
    for guilty in 0..3 {
        let job = |thread: usize| assert_ne!(thread, guilty, "guilty");
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pool.run(&job)));
        assert!(result.is_err());
        pool.run(&|_| {});
    }
}
