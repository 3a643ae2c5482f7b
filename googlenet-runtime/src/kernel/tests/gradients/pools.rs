//! Gradients of poolings.

use super::harness::check_gradients;
use super::{arrangement, cases};
use crate::kernel::tests::harness::{Arrangement, layer};
use crate::kernel::tests::{fits, map, pool_window};
use googlenet_dsl::op::{self, Op, Padding, Window};
use googlenet_dsl::shape::Shape;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn maximum_pooling(
        shape in map(1..=40), window in pool_window(), dilation in prop_oneof![2 => Just([1u32, 1]), 1 => [1u32..=3, 1u32..=3]],
        lies in arrangement(), gap in 0usize..3, images in 1usize..=3,
    ) {
        let op: Op = op::MaxPool { window: Window { dilation, ..window } }.into();
        prop_assume!(op.infer(&[shape]).is_ok());
        check_gradients(&layer(op, &[shape]), lies, gap, images);
    }

    #[test]
    fn average_pooling(
        shape in map(1..=40), window in pool_window(), count_padding: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=3,
    ) {
        prop_assume!(fits(window, shape));
        check_gradients(&layer(op::AvgPool { window, count_padding }.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn pooling_over_the_whole_map(shape in map(1..=40), mean: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        let op = if mean { Op::from(op::GlobalAvgPool {}) } else { op::GlobalMaxPool {}.into() };
        check_gradients(&layer(op, &[shape]), lies, gap, images);
    }
}

#[test]
fn windows_of_more_taps_than_a_byte_counts_search_their_maxima() {
    for (window, dilation) in [([16, 17], [1, 1]), ([17, 16], [2, 1]), ([16, 16], [1, 1])] {
        let window = Window {
            dilation,
            ..Window::new(window, [2, 3], Padding::Explicit([5, 5, 5, 5]))
        };
        let shape = Shape::map(33, 19, 18);
        let layer = layer(op::MaxPool { window }.into(), &[shape]);
        check_gradients(&layer, Arrangement::Segmented, 1, 2);
    }
}
