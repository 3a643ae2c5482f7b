//! Gradients of normalisations, softmax and dropout.

use super::harness::{Setup, check_gradients};
use super::{arrangement, cases};
use crate::kernel::tests::harness::layer;
use crate::kernel::tests::map;
use googlenet_dsl::op;
use googlenet_dsl::shape::Shape;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn local_response_normalisation(
        shape in map(1..=40), half in 0u32..=4, alpha in 0.0f32..3.0, beta in prop_oneof![Just(0.75f32), 0.0f32..2.0],
        k in 0.5f32..3.0, lies in arrangement(), gap in 0usize..3, images in 1usize..=3,
    ) {
        let op = op::Lrn { size: 2 * half + 1, alpha, beta, k };
        check_gradients(&layer(op.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn batch_normalisation(
        shape in map(1..=40), [scale, center] in [any::<bool>(), any::<bool>()], inference: bool, lies in arrangement(), gap in 0usize..3,
        images in 1usize..=3,
    ) {
        let norm = op::BatchNorm { epsilon: 1e-3, momentum: 0.9, scale, center };
        let layer = layer(norm.into(), &[shape]);
        Setup { inference, ..Setup::new(&layer, lies, gap, images) }.check();
    }

    #[test]
    fn layer_normalisation(
        shape in map(1..=70), epsilon in 1e-3f32..1.0, [scale, center] in [any::<bool>(), any::<bool>()], vector: bool,
        lies in arrangement(), gap in 0usize..3, images in 1usize..=3,
    ) {
        let shape = if vector { Shape::vector(shape.channels()) } else { shape };
        let op = op::LayerNorm { epsilon, scale, center };
        check_gradients(&layer(op.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn division_by_the_norm(
        shape in map(1..=70), epsilon in prop_oneof![Just(1e-12f32), 0.0f32..3.0], vector: bool, lies in arrangement(), gap in 0usize..3,
        images in 1usize..=3,
    ) {
        let shape = if vector { Shape::vector(shape.channels()) } else { shape };
        check_gradients(&layer(op::L2Norm { epsilon }.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn softmax(shape in map(1..=70), vector: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        let shape = if vector { Shape::vector(shape.channels()) } else { shape };
        check_gradients(&layer(op::Softmax {}.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn dropout(
        shape in map(1..=70), rate in prop_oneof![Just(0.0f32), 0.0f32..0.99], inference: bool, lies in arrangement(), gap in 0usize..3,
        images in 1usize..=3,
    ) {
        let layer = layer(op::Dropout { rate }.into(), &[shape]);
        Setup { inference, ..Setup::new(&layer, lies, gap, images) }.check();
    }
}
