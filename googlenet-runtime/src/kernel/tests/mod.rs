//! Tests of the kernels against the naive references, over random shapes and on every instruction set of the machine.

mod bf16;
mod elements;
#[cfg(feature = "train")]
mod gradients;
pub(crate) mod harness;
mod threads;

use super::*;
use crate::Layer;
use googlenet_dsl::op::{
    self, Activation, ChannelOrder, Coordinates, Interpolation, Op, PadMode, Padding, Rounding,
    Scale, Window,
};
use googlenet_dsl::plan::{LayerPlan, PlanOptions};
use googlenet_dsl::shape::Shape;
use harness::{
    Arrangement, arrangement, check, check_chain, check_chain_of, layer, magnitude_or_nan,
    value_or_nan,
};
use proptest::prelude::*;

fn window() -> impl Strategy<Value = Window> {
    let size = prop_oneof![3 => 1u32..=3, 1 => 4u32..=7];
    let padding = prop_oneof![
        Just(Padding::Same),
        Just(Padding::SameLower),
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

/// Generates windows of poolings, whose explicit padding is smaller than the window on each side.
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
    let mut all = Activation::ALL.to_vec();
    all.extend([-1.5, 0.8, 1.7].map(|slope| Activation::LeakyRelu { slope }));
    all.push(Activation::Gelu { approximate: true });
    proptest::sample::select(all)
}

/// Returns a strategy that generates square windows of depthwise convolutions with kernels of their own, and longer ones.
fn long_window() -> impl Strategy<Value = Window> {
    let kernel = proptest::sample::select(vec![3u32, 5, 7, 9]);
    (kernel, 1u32..=3)
        .prop_map(|(kernel, stride)| Window::new([kernel; 2], [stride; 2], Padding::Same))
}

/// Returns a strategy that generates windows whose taps, or which themselves, are further apart than small maps are large.
fn far_window() -> impl Strategy<Value = Window> {
    let step = || prop_oneof![Just(1u32), 20u32..=60];
    let padding = [40u32..=90, 0u32..=90, 40u32..=90, 0u32..=90].prop_map(Padding::Explicit);
    (
        [1u32..=3, 1u32..=3],
        [step(), step()],
        [step(), step()],
        padding,
    )
        .prop_map(|(kernel, stride, dilation, padding)| Window {
            dilation,
            ..Window::new(kernel, stride, padding)
        })
}

fn depthwise(
    channels: usize,
    multiplier: usize,
    window: Window,
    bias: bool,
    activation: Activation,
) -> op::Conv {
    by_groups(channels, multiplier, window, bias, activation)
}

/// Returns a convolution of `groups` groups of `outputs` filters.
fn by_groups(
    groups: usize,
    outputs: usize,
    window: Window,
    bias: bool,
    activation: Activation,
) -> op::Conv {
    op::Conv {
        filters: (groups * outputs) as u32,
        window,
        groups: groups as u32,
        bias,
        activation,
        l2: 0.0,
        initializer: Default::default(),
    }
}

/// Returns `true` if the window fits a map of that shape at least once; with padding `same`, every window does.
fn fits(window: Window, shape: Shape) -> bool {
    window.slide("test", shape).is_ok()
}

/// Returns the configuration of tests of 50 random cases, or of 150 in a longer run, which has `GOOGLENET_CASES` in its
/// environment.
fn cases() -> ProptestConfig {
    let cases = match std::env::var_os("GOOGLENET_CASES") {
        Some(_) => 150,
        None => 50,
    };
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn convolution(
        shape in map(1..=37), window in dilated_window(), filters in 1u32..=53, bias: bool, activation in activation(),
        lies in arrangement(), gap in 0usize..3, images in 1usize..=3,
    ) {
        prop_assume!(fits(window, shape));
        let conv = op::Conv { filters, window, groups: 1, bias, activation, l2: 0.0, initializer: Default::default() };
        check(&layer(conv.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn convolution_by_groups(
        size in map(1..=1), groups in 1usize..=6, [channels, filters] in [1usize..=19, 1usize..=19],
        window in dilated_window(), bias: bool, activation in activation(), lies in arrangement(), gap in 0usize..3, images in 1usize..=2,
    ) {
        let [height, width] = size.spatial();
        let shape = Shape::map(height, width, channels * groups);
        prop_assume!(fits(window, shape));
        let (filters, groups) = ((filters * groups) as u32, groups as u32);
        let conv = op::Conv { filters, window, groups, bias, activation, l2: 0.0, initializer: Default::default() };
        check(&layer(conv.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn depthwise_convolution(
        height in 1usize..=9, width in 1usize..=33, channels in 2usize..=50, multiplier in prop_oneof![2 => Just(1usize), 1 => 2usize..=5],
        window in prop_oneof![dilated_window(), long_window()], bias: bool, activation in activation(), lies in arrangement(),
        gap in 0usize..3, images in 1usize..=3,
    ) {
        let shape = Shape::map(height, width, channels);
        prop_assume!(fits(window, shape));
        let conv = depthwise(channels, multiplier, window, bias, activation);
        check(&layer(conv.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn groups_with_windows_that_reach_far(
        [height, width] in [1usize..=9, 1usize..=9], groups in 2usize..=24, [inputs, outputs] in [1usize..=5, 1usize..=5],
        window in far_window(), bias: bool, activation in activation(), lies in arrangement(), gap in 0usize..3,
    ) {
        let shape = Shape::map(height, width, inputs * groups);
        prop_assume!(fits(window, shape));
        let conv = by_groups(groups, outputs, window, bias, activation);
        check(&layer(conv.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn convolution_by_small_groups(
        [height, width] in [1usize..=9, 1usize..=33], groups in 2usize..=24, [inputs, outputs] in [1usize..=9, 1usize..=13],
        window in prop_oneof![dilated_window(), long_window()], bias: bool, activation in activation(), lies in arrangement(),
        gap in 0usize..3, images in 1usize..=3,
    ) {
        let shape = Shape::map(height, width, inputs * groups);
        prop_assume!(fits(window, shape));
        let conv = by_groups(groups, outputs, window, bias, activation);
        check(&layer(conv.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn convolution_by_small_groups_and_pooling(
        [height, width] in [1usize..=20, 1usize..=20], groups in 2usize..=12, [inputs, outputs] in [1usize..=5, 1usize..=9],
        window in window(), pool in pool_window(), activation in activation(), lies in arrangement(), gap in 0usize..3,
        images in 1usize..=3,
    ) {
        let shape = Shape::map(height, width, inputs * groups);
        prop_assume!(pool.kernel[0] <= 4 && activation != Activation::Softmax && fits(window, shape));
        let conv = layer(by_groups(groups, outputs, window, true, activation).into(), &[shape]);
        prop_assume!(fits(pool, conv.output_shape()));
        let pool = layer(op::MaxPool { window: pool }.into(), &[conv.output_shape()]);
        check_chain(&[&conv, &pool], lies, gap, images);
    }

    #[test]
    fn depthwise_convolution_and_pooling(
        height in 1usize..=20, width in 1usize..=20, channels in 2usize..=50, multiplier in 1usize..=2, window in window(),
        pool in pool_window(), activation in activation(), lies in arrangement(), gap in 0usize..3, images in 1usize..=3,
    ) {
        let shape = Shape::map(height, width, channels);
        prop_assume!(pool.kernel[0] <= 4 && activation != Activation::Softmax && fits(window, shape));
        let conv = layer(depthwise(channels, multiplier, window, true, activation).into(), &[shape]);
        prop_assume!(fits(pool, conv.output_shape()));
        let pool = layer(op::MaxPool { window: pool }.into(), &[conv.output_shape()]);
        check_chain(&[&conv, &pool], lies, gap, images);
    }

    #[test]
    fn maximum_pooling_with_dilation(
        shape in map(1..=40), window in pool_window(), dilation in [1u32..=4, 1u32..=4], lies in arrangement(), gap in 0usize..3,
        images in 1usize..=3,
    ) {
        let op: Op = op::MaxPool { window: Window { dilation, ..window } }.into();
        prop_assume!(op.infer(&[shape]).is_ok());
        check(&layer(op, &[shape]), lies, gap, images);
    }

    #[test]
    fn maximum_pooling(shape in map(1..=40), window in pool_window(), lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        prop_assume!(fits(window, shape));
        let pool = layer(op::MaxPool { window }.into(), &[shape]);
        check(&pool, lies, gap, images);
        check_chain_of(&[&pool], lies, gap, images, magnitude_or_nan);
    }

    #[test]
    fn convolution_and_pooling(
        shape in map(1..=37), window in window(), pool in pool_window(), filters in 1u32..=70, bias: bool, activation in activation(),
        lies in arrangement(), gap in 0usize..3, images in 1usize..=3,
    ) {
        prop_assume!(pool.kernel[0] <= 4 && activation != Activation::Softmax && fits(window, shape));
        let conv = layer(op::Conv { filters, window, groups: 1, bias, activation, l2: 0.0, initializer: Default::default() }.into(), &[shape]);
        prop_assume!(fits(pool, conv.output_shape()));
        let pool = layer(op::MaxPool { window: pool }.into(), &[conv.output_shape()]);
        check_chain(&[&conv, &pool], lies, gap, images);
    }

    #[test]
    fn average_pooling(
        shape in map(1..=40), window in pool_window(), count_padding: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=3,
    ) {
        prop_assume!(fits(window, shape));
        check(&layer(op::AvgPool { window, count_padding }.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn zero_padding(
        shape in map(1..=20), edges in [0u32..=3, 0u32..=3, 0u32..=3, 0u32..=3], mode in proptest::sample::select(PadMode::ALL),
        lies in arrangement(), gap in 0usize..3,
    ) {
        let sizes = shape.spatial();
        let mirrors = (0..4).all(|at| (edges[at] as usize) < sizes[at % 2]);
        prop_assume!(mode != PadMode::Reflect || mirrors);
        check(&layer(op::ZeroPad { edges, mode }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn resizing(
        shape in map(1..=40), factors in [0.3f32..4.0, 0.3f32..4.0], sizes in [1u32..=20, 1u32..=20], how in 0usize..3, bilinear: bool,
        coordinates in proptest::sample::select(Coordinates::ALL), rounding in proptest::sample::select(Rounding::ALL),
        lies in arrangement(), gap in 0usize..3,
    ) {
        let scale = match how {
            0 => Scale::Factor(factors.map(f32::round).map(|factor| factor.max(1.0))),
            1 => Scale::Factor(factors),
            _ => Scale::Size(sizes),
        };
        let mode = if bilinear { Interpolation::Bilinear } else { Interpolation::Nearest };
        let op: Op = op::Upsample { scale, mode, coordinates, rounding }.into();
        prop_assume!(op.infer(&[shape]).is_ok());
        check(&layer(op, &[shape]), lies, gap, 2);
    }

    #[test]
    fn transposed_convolution(
        size in map(1..=1), groups in 1usize..=5, [channels, filters] in [1usize..=19, 1usize..=19], one_group: bool,
        window in dilated_window(), extra in [0u32..=2, 0u32..=2], bias: bool, activation in activation(), lies in arrangement(),
        gap in 0usize..3, images in 1usize..=2,
    ) {
        let [height, width] = size.spatial();
        let groups = if one_group { 1 } else { groups };
        let shape = Shape::map(height, width, channels * groups);
        let (filters, groups) = ((filters * groups) as u32, groups as u32);
        let output_padding = if window.padding.is_same() { [0, 0] } else { extra };
        let conv = op::ConvTranspose { filters, window, output_padding, groups, bias, activation, l2: 0.0, initializer: Default::default() };
        let op: Op = conv.into();
        prop_assume!(op.infer(&[shape]).is_ok());
        check(&layer(op, &[shape]), lies, gap, images);
    }

    #[test]
    fn local_response_normalisation(
        shape in map(1..=40), half in 0u32..=4, alpha in 0.0f32..3.0, beta in prop_oneof![Just(0.75f32), 0.0f32..2.0],
        k in 0.5f32..3.0, lies in arrangement(), gap in 0usize..3, images in 1usize..=3,
    ) {
        check(&layer(op::Lrn { size: 2 * half + 1, alpha, beta, k }.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn dense_layers(
        features in 1usize..=70, units in 1u32..=70, bias: bool, activation in activation(), lies in arrangement(),
        images in 1usize..=3,
    ) {
        let dense = op::Dense { units, bias, activation, l2: 0.0, initializer: Default::default() };
        check(&layer(dense.into(), &[Shape::vector(features)]), lies, 3, images);
    }

    #[test]
    fn sums(shape in map(1..=20), count in 2usize..=4, scaled: bool, lies in arrangement(), gap in 0usize..3) {
        let scale: Vec<f32> = (0..if scaled { count } else { 0 }).map(|slot| 0.17 * slot as f32 - 0.3).collect();
        check(&layer(op::Add { scale: scale.into() }.into(), &vec![shape; count]), lies, gap, 2);
    }

    #[test]
    fn products_and_maxima(
        shape in map(1..=40), ones in proptest::collection::vec([any::<bool>(), any::<bool>(), any::<bool>()], 2..5), vectors: bool,
        largest: bool, lies in arrangement(), gap in 0usize..3,
    ) {
        let [height, width] = shape.spatial();
        let channels = shape.channels();
        let size = |size: usize, one: bool| if one { 1 } else { size };
        let shapes: Vec<Shape> = ones.iter().map(|[row, column, depth]| match vectors {
            true => Shape::vector(channels),
            false => Shape::map(size(height, *row), size(width, *column), size(channels, *depth && *row)),
        }).collect();
        let op = if largest { Op::from(op::Maximum {}) } else { op::Multiply {}.into() };
        check(&layer(op, &shapes), lies, gap, 2);
    }

    #[test]
    fn factors_and_summands_of_channels(shape in map(1..=40), [scale, center] in [any::<bool>(), any::<bool>()], lies in arrangement(), gap in 0usize..3) {
        prop_assume!(scale || center);
        check(&layer(op::ChannelScale { scale, center }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn slices_of_channels(shape in map(1..=70), ends in [0usize..70, 0usize..70], vector: bool, lies in arrangement(), gap in 0usize..3) {
        let channels = shape.channels();
        let [a, b] = ends.map(|end| end % channels);
        let (from, to) = (a.min(b) as u32, a.max(b) as u32 + 1);
        let shape = if vector { Shape::vector(channels) } else { shape };
        check(&layer(op::Slice { channels: [from, to] }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn shuffles_of_channels(size in map(1..=1), groups in 1u32..=7, each in 1usize..=9, lies in arrangement(), gap in 0usize..3) {
        let [height, width] = size.spatial();
        let shape = Shape::map(height, width, groups as usize * each);
        check(&layer(op::ChannelShuffle { groups }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn other_shapes(sizes in [1u32..=5, 1u32..=5, 1u32..=40], turn in 0usize..3, vector: bool, lies in arrangement(), gap in 0usize..3) {
        let [height, width, channels] = sizes.map(|size| size as usize);
        let shape = if vector { Shape::vector(height * width * channels) } else { Shape::map(height, width, channels) };
        // The kernel copies whole maps.
        let lies = if lies == Arrangement::Slices { Arrangement::Plain } else { lies };
        let mut sizes = sizes;
        sizes.rotate_left(turn);
        check(&layer(op::Reshape { sizes }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn division_by_the_norm(shape in map(1..=70), epsilon in prop_oneof![Just(1e-12f32), 0.0f32..3.0], vector: bool, lies in arrangement(), gap in 0usize..3) {
        let shape = if vector { Shape::vector(shape.channels()) } else { shape };
        check(&layer(op::L2Norm { epsilon }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn layer_normalisation(
        shape in map(1..=70), epsilon in 1e-3f32..1.0, [scale, center] in [any::<bool>(), any::<bool>()], vector: bool,
        lies in arrangement(), gap in 0usize..3,
    ) {
        let shape = if vector { Shape::vector(shape.channels()) } else { shape };
        check(&layer(op::LayerNorm { epsilon, scale, center }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn pixels_as_channels_and_back(
        sizes in [1usize..=4, 1usize..=4, 1usize..=19], block in 1u32..=3, order in proptest::sample::select(ChannelOrder::ALL),
        lies in arrangement(), gap in 0usize..3,
    ) {
        let (size, [height, width, channels]) = (block as usize, sizes);
        let wide = Shape::map(height * size, width * size, channels);
        check(&layer(op::SpaceToDepth { block, order }.into(), &[wide]), lies, gap, 2);
        let deep = Shape::map(height, width, channels * size * size);
        check(&layer(op::DepthToSpace { block, order }.into(), &[deep]), lies, gap, 2);
    }

    #[test]
    fn concatenations(shape in map(1..=1), channels in proptest::collection::vec(1usize..=20, 2..5), lies in arrangement(), gap in 0usize..3) {
        let [height, width] = shape.spatial();
        let shapes: Vec<Shape> = channels.into_iter().map(|channels| Shape::map(height, width, channels)).collect();
        check(&layer(op::Concat {}.into(), &shapes), lies, gap, 2);
    }

    #[test]
    fn batch_normalisation(shape in map(1..=40), scale: bool, center: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        let norm = op::BatchNorm { epsilon: 1e-3, momentum: 0.9, scale, center };
        check(&layer(norm.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn activations(shape in map(1..=40), function in activation(), lies in arrangement(), gap in 0usize..3) {
        check(&layer(function.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn learned_slopes(shape in map(1..=40), shared: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        check(&layer(op::Prelu { shared }.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn pooling_over_the_whole_map(shape in map(1..=40), mean: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        let op = if mean { Op::from(op::GlobalAvgPool {}) } else { op::GlobalMaxPool {}.into() };
        check(&layer(op, &[shape]), lies, gap, images);
    }

    #[test]
    fn flattening_a_slice(shape in map(1..=20), lies in arrangement(), gap in 0usize..3) {
        check(&layer(op::Flatten {}.into(), &[shape]), lies, gap, 2);
    }
}

#[test]
fn nan_passes_activations_and_poolings() {
    let shape = Shape::map(9, 11, 19);
    let one = Window::new([1, 1], [1, 1], Padding::Valid);
    let pools = [[1, 1], [2, 2], [3, 1], [3, 2]].map(|[kernel, stride]| op::MaxPool {
        window: Window::new([kernel; 2], [stride; 2], Padding::Same),
    });
    let run = |chain: &[&Layer]| check_chain_of(chain, Arrangement::Plain, 1, 2, value_or_nan);
    run(&[&layer(op::GlobalMaxPool {}.into(), &[shape])]);
    run(&[&layer(op::Prelu { shared: false }.into(), &[shape])]);
    for activation in Activation::ALL {
        run(&[&layer((*activation).into(), &[shape])]);
        let conv = op::Conv {
            filters: 18,
            window: one,
            groups: 1,
            bias: true,
            activation: *activation,
            l2: 0.0,
            initializer: Default::default(),
        };
        let conv = layer(conv.into(), &[shape]);
        run(&[&conv]);
        for pool in &pools {
            let pool = layer(pool.clone().into(), &[shape]);
            run(&[&pool]);
            if *activation != Activation::Softmax {
                let pool = layer(pool.op().clone(), &[conv.output_shape()]);
                run(&[&conv, &pool]);
            }
        }
    }
}

#[test]
fn nan_passes_products_maxima_and_norms() {
    let shape = Shape::map(9, 11, 19);
    let pixel = Shape::map(1, 1, 19);
    let run = |op: Op, inputs: &[Shape]| {
        for lies in [
            Arrangement::Plain,
            Arrangement::Segmented,
            Arrangement::Given,
        ] {
            check_chain_of(&[&layer(op.clone(), inputs)], lies, 1, 2, value_or_nan);
        }
    };
    for inputs in [&[shape, shape, shape][..], &[shape, pixel], &[pixel, shape]] {
        run(op::Multiply {}.into(), inputs);
        run(op::Maximum {}.into(), inputs);
    }
    run(op::L2Norm { epsilon: 1e-12 }.into(), &[shape]);
    let (scale, center) = (true, true);
    run(op::ChannelScale { scale, center }.into(), &[shape]);
    let epsilon = 1e-3;
    let norm = op::LayerNorm {
        epsilon,
        scale,
        center,
    };
    run(norm.into(), &[shape]);
}

#[test]
fn nan_passes_resizing_padding_and_transposed_convolution() {
    let shape = Shape::map(9, 11, 19);
    let run = |op: Op| {
        for lies in [
            Arrangement::Plain,
            Arrangement::Segmented,
            Arrangement::Given,
        ] {
            let layer = layer(op.clone(), &[shape]);
            check_chain_of(&[&layer], lies, 1, 2, value_or_nan);
        }
    };
    for mode in Interpolation::ALL {
        let op = op::Upsample {
            scale: Scale::Factor([2.0, 2.0]),
            mode: *mode,
            coordinates: Coordinates::HalfPixel,
            rounding: Rounding::DEFAULT,
        };
        run(op.into());
    }
    let edges = [1, 2, 3, 4];
    for mode in PadMode::ALL {
        run(op::ZeroPad { edges, mode: *mode }.into());
    }
    let window = Window {
        dilation: [2, 3],
        ..Window::new([2, 3], [1, 2], Padding::Same)
    };
    run(op::MaxPool { window }.into());
    for activation in [Activation::None, Activation::Relu, Activation::Tanh] {
        let op = op::ConvTranspose {
            filters: 21,
            window: Window::new([3, 2], [2, 1], Padding::Same),
            output_padding: [0, 0],
            groups: 1,
            bias: true,
            activation,
            l2: 0.0,
            initializer: Default::default(),
        };
        run(op.into());
    }
}

#[test]
fn depthwise_convolutions_of_maps_larger_than_a_cache() {
    let shape = Shape::map(43, 37, 40);
    for (kernel, stride, activation) in [
        (3, 1, Activation::Relu6),
        (3, 2, Activation::None),
        (5, 1, Activation::Relu),
        (5, 2, Activation::Swish),
        (3, 3, Activation::Relu),
    ] {
        let window = Window::new([kernel; 2], [stride; 2], Padding::Same);
        let conv = depthwise(40, 1, window, true, activation);
        for lies in [Arrangement::Plain, Arrangement::Borderless] {
            check(&layer(conv.clone().into(), &[shape]), lies, 0, 1);
        }
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
        initializer: Default::default(),
    };
    for lies in [Arrangement::Plain, Arrangement::Borderless] {
        check(
            &layer(conv([7, 7]).into(), &[Shape::map(2, 3, 5)]),
            lies,
            2,
            2,
        );
        check(
            &layer(conv([5, 1]).into(), &[Shape::map(1, 1, 3)]),
            lies,
            0,
            1,
        );
        check(
            &layer(conv([900, 3]).into(), &[Shape::map(3, 2, 4)]),
            lies,
            1,
            1,
        );
    }
}

#[test]
fn tiles_fill_maps_of_many_sizes_and_panels() {
    for (size, channels, filters, kernel) in [
        ([28, 28], 24, 80, 1),
        ([14, 14], 33, 112, 3),
        ([7, 7], 40, 64, 3),
        ([35, 17], 16, 48, 2),
        ([1, 1], 70, 130, 1),
    ] {
        let conv = op::Conv {
            filters,
            window: Window::new([kernel; 2], [1, 1], Padding::Same),
            groups: 1,
            bias: true,
            activation: Activation::Relu,
            l2: 0.0,
            initializer: Default::default(),
        };
        let shape = Shape::map(size[0], size[1], channels);
        check(&layer(conv.into(), &[shape]), Arrangement::Plain, 1, 2);
    }
}

#[test]
fn sums_of_small_groups_go_on_in_the_output() {
    // Planes that are copied in several turns, and more products than one sum in registers has.
    for (size, groups, [inputs, outputs], kernel, stride) in [
        ([15, 56], 8, [6, 4], 3, 1),
        ([12, 57], 5, [4, 4], 3, 2),
        ([9, 60], 3, [24, 5], 5, 1),
        ([9, 16], 6, [13, 2], 7, 1),
        ([5, 13], 4, [60, 3], 3, 1),
    ] {
        let window = Window::new([kernel; 2], [stride; 2], Padding::Same);
        let conv = by_groups(groups, outputs, window, true, Activation::Swish);
        let shape = Shape::map(size[0], size[1], inputs * groups);
        for lies in [Arrangement::Plain, Arrangement::Interleaved] {
            check(&layer(conv.clone().into(), &[shape]), lies, 1, 2);
        }
    }
}

/// Tests NHWC inputs in which the first and the last pixel of a register tile may be as far apart as if all its pixels
/// lay `LANES` values apart (on a line), although they do not.
#[test]
fn what_ends_like_a_line_is_no_line() {
    for width in 7..=40 {
        for stride in 1..=4 {
            let conv = op::Conv {
                filters: 9,
                window: Window::new([3, 3], [stride; 2], Padding::Same),
                groups: 1,
                bias: true,
                activation: Activation::Relu,
                l2: 0.0,
                initializer: Default::default(),
            };
            let shape = Shape::map(21, width, 3);
            check(
                &layer(conv.into(), &[shape]),
                Arrangement::Interleaved,
                0,
                1,
            );
        }
    }
}

#[test]
#[should_panic(expected = "a kernel does not write what it reads")]
fn a_step_that_would_write_its_input_is_refused() {
    let shape = Shape::map(2, 2, 4);
    let (inputs, mut output, len) = LayerPlan::regions(
        &op::Concat {}.into(),
        &[shape],
        shape,
        &PlanOptions::default(),
    );
    output.offset = inputs[0].offset + 32;
    let mut arena = Arena::new(len);
    let run = RunContext::new(&mut arena, len, &[], 0, 1);
    concat(&run.worker(Isa::Portable, 0, 1), &inputs, &output, None);
}

#[test]
#[should_panic(expected = "the region lies inside its memory")]
fn a_region_outside_the_arena_is_refused() {
    let shape = Shape::map(2, 2, 4);
    let (_, output, _) = LayerPlan::regions(
        &op::Concat {}.into(),
        &[shape],
        shape,
        &PlanOptions::default(),
    );
    let mut arena = Arena::new(256);
    let run = RunContext::new(&mut arena, 256, &[], 0, 1);
    run.read(&output, 0, &mut [0.0; 16]);
}
