//! Tests of the gradients of operations against central differences of the naive references, over random shapes and on
//! every instruction set of the machine.

mod elementwise;
mod harness;
mod moves;
mod norms;
mod pools;

use super::harness::{Arrangement, layer};
use super::{activation, dilated_window, fits, map};
use googlenet_dsl::op::{self, Activation, Op, Window};
use googlenet_dsl::shape::Shape;
use harness::{Setup, check_gradients};
use proptest::prelude::*;

/// Generates the layouts that inputs have in training.
fn arrangement() -> impl Strategy<Value = Arrangement> {
    proptest::sample::select(vec![
        Arrangement::Plain,
        Arrangement::Segmented,
        Arrangement::Interleaved,
        Arrangement::Borderless,
        Arrangement::Given,
    ])
}

/// Generates maps of few pixels.
fn small() -> impl Strategy<Value = Shape> {
    let side = prop_oneof![1 => Just(1usize), 4 => 2usize..=6];
    (side.clone(), side, 1usize..=37)
        .prop_map(|(height, width, channels)| Shape::map(height, width, channels))
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn activations(shape in map(1..=40), function in activation(), lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        prop_assume!(function != Activation::Softmax);
        let layer = layer(function.into(), &[shape]);
        let setup = Setup { bound: 4.0, ..Setup::new(&layer, lies, gap, images) };
        setup.check();
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn convolutions(
        shape in map(1..=37), window in dilated_window(), filters in 1u32..=37, bias: bool, lies in arrangement(), gap in 0usize..3,
        images in 1usize..=3,
    ) {
        prop_assume!(fits(window, shape));
        check_gradients(&layer(conv(window, filters, 1, bias), &[shape]), lies, gap, images);
    }

    #[test]
    fn convolutions_by_groups(
        size in map(1..=1), groups in 2usize..=6, [channels, filters] in [1usize..=11, 1usize..=11], window in dilated_window(),
        bias: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=2,
    ) {
        let [height, width] = size.spatial();
        let shape = Shape::map(height, width, channels * groups);
        prop_assume!(fits(window, shape));
        let op = conv(window, (filters * groups) as u32, groups as u32, bias);
        check_gradients(&layer(op, &[shape]), lies, gap, images);
    }

    #[test]
    fn transposed_convolutions(
        size in map(1..=1), groups in 1usize..=3, [channels, filters] in [1usize..=19, 1usize..=19], window in dilated_window(),
        extra in [0u32..=2, 0u32..=2], bias: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=2,
    ) {
        let [height, width] = size.spatial();
        let shape = Shape::map(height, width, channels * groups);
        let conv = op::ConvTranspose {
            filters: (filters * groups) as u32,
            window,
            output_padding: if window.padding.is_same() { [0, 0] } else { extra },
            groups: groups as u32,
            bias,
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        let op: Op = conv.into();
        prop_assume!(op.infer(&[shape]).is_ok());
        check_gradients(&layer(op, &[shape]), lies, gap, images);
    }

    #[test]
    fn dense_layers(features in 1usize..=70, units in 1u32..=70, bias: bool, lies in arrangement(), images in 1usize..=3) {
        let dense = op::Dense { units, bias, activation: Activation::None, l2: 0.0, initializer: Default::default() };
        check_gradients(&layer(dense.into(), &[Shape::vector(features)]), lies, 3, images);
    }
}

fn conv(window: Window, filters: u32, groups: u32, bias: bool) -> Op {
    let conv = op::Conv {
        filters,
        window,
        groups,
        bias,
        activation: Activation::None,
        l2: 0.0,
        initializer: Default::default(),
    };
    conv.into()
}
