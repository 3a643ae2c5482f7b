//! Tests of the gradients of operations against central differences of the naive references, over random shapes and on
//! every instruction set of the machine.

mod harness;

use super::harness::{Arrangement, layer};
use super::{activation, map};
use googlenet_dsl::op::{Activation, Op};
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

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn activations(shape in map(1..=40), function in activation(), lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        prop_assume!(function != Activation::Softmax);
        let layer = layer(Op::from(function), &[shape]);
        let setup = Setup { bound: 4.0, ..Setup::new(&layer, lies, gap, images) };
        setup.check();
    }
}
