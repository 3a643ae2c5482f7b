//! Gradients of sums, products and maxima, and of factors, summands and slopes a channel.

use super::harness::check_gradients;
use super::{arrangement, cases, small};
use crate::kernel::tests::harness::layer;
use crate::kernel::{Arena, Combine, Isa, RunContext, combine_gradient, prelu_gradient};
use googlenet_dsl::op::{self, Op};
use googlenet_dsl::plan::{ALIGN, Channels, Layout, Place, Region};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn sums(shape in small(), count in 2usize..=4, scaled: bool, lies in arrangement(), gap in 0usize..3) {
        let scale: Vec<f32> = (0..if scaled { count } else { 0 }).map(|slot| 0.17 * slot as f32 - 0.3).collect();
        check_gradients(&layer(op::Add { scale: scale.into() }.into(), &vec![shape; count]), lies, gap, 2);
    }

    #[test]
    fn products_and_maxima(
        shape in small(), ones in proptest::collection::vec([any::<bool>(), any::<bool>(), any::<bool>()], 2..5), vectors: bool,
        largest: bool, lies in arrangement(), gap in 0usize..3,
    ) {
        let [height, width] = shape.spatial();
        let channels = shape.channels();
        let size = |size: usize, one: bool| if one { 1 } else { size };
        let shapes: Vec<Shape> = ones.iter().map(|[row, column, depth]| match vectors {
            true => Shape::vector(channels),
            false => Shape::map(size(height, *row), size(width, *column), size(channels, *depth)),
        }).collect();
        let op = if largest { Op::from(op::Maximum {}) } else { op::Multiply {}.into() };
        check_gradients(&layer(op, &shapes), lies, gap, 2);
    }

    #[test]
    fn maps_times_vectors(shape in small(), factor_first: bool, [wide, deep] in [any::<bool>(), any::<bool>()], lies in arrangement(), gap in 0usize..3) {
        let factor = match (wide, deep) {
            (false, _) => Shape::map(1, 1, shape.channels()),
            (true, false) => Shape::map(shape.spatial()[0], shape.spatial()[1], 1),
            (true, true) => Shape::map(shape.spatial()[0], 1, shape.channels()),
        };
        let shapes = if factor_first { [factor, shape] } else { [shape, factor] };
        check_gradients(&layer(op::Multiply {}.into(), &shapes), lies, gap, 2);
    }

    #[test]
    fn factors_and_summands(
        shape in small(), [scale, center] in [any::<bool>(), any::<bool>()], lies in arrangement(), gap in 0usize..3,
        images in 1usize..=3,
    ) {
        prop_assume!(scale || center);
        check_gradients(&layer(op::ChannelScale { scale, center }.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn slopes(shape in small(), shared: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        check_gradients(&layer(op::Prelu { shared }.into(), &[shape]), lies, gap, images);
    }
}

/// Runs `work` with regions of vectors of four values, which hold `values`, and returns what the last one holds then.
fn with_vectors<const N: usize>(
    values: [[f32; 4]; N],
    work: impl Fn(&RunContext<'_>, &[Region]),
) -> [f32; 4] {
    let layout = Layout::new(DType::F32, [1, 1], [0; 4], Channels::blocked(4));
    let region =
        |at: usize| Region::new(Place::Arena, at * ALIGN, Shape::vector(4), layout.clone());
    let regions: Vec<Region> = (0..N).map(region).collect();
    let mut arena = Arena::new(N * ALIGN);
    for (at, values) in values.iter().enumerate() {
        arena.values_mut::<f32>()[at * ALIGN / size_of::<f32>()..][..4].copy_from_slice(values);
    }
    let run = RunContext::new(&mut arena, N * ALIGN, &[], 0, 1);
    work(&run, &regions);
    let mut result = [0.0; 4];
    run.read(&regions[N - 1], 0, &mut result);
    result
}

#[test]
fn of_equal_values_the_first_is_the_maximum() {
    let operands = [
        [1.0, 2.0, 3.0, 5.0],
        [1.0, 3.0, 2.0, 5.0],
        [1.0, 3.0, 3.0, 6.0],
    ];
    let expected = [
        [1.0, 0.0, 3.0, 0.0],
        [0.0, 2.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 4.0],
    ];
    let [a, b, c] = operands;
    for (operand, expected) in expected.into_iter().enumerate() {
        let values = [a, b, c, [1.0, 2.0, 3.0, 4.0], [0.0; 4]];
        let got = with_vectors(values, |run, regions| {
            let (inputs, [gradient, target]) = regions.split_at(3) else {
                unreachable!("three operands, a gradient and its target");
            };
            combine_gradient(
                &run.worker(Isa::Portable, 0, 1),
                (inputs, operand),
                gradient,
                target,
                Combine::Maximum,
                false,
            );
        });
        assert_eq!(got, expected, "operand {operand}");
    }
}

#[test]
fn the_slope_is_that_of_zero() {
    let values = [[-1.0, 0.0, -0.0, 2.0], [1.0; 4], [10.0; 4]];
    let got = with_vectors(values, |run, regions| {
        let [input, gradient, target] = regions else {
            unreachable!("three vectors");
        };
        let worker = run.worker(Isa::Portable, 0, 1);
        prelu_gradient(&worker, [gradient, input], target, &[0.25], true);
    });
    assert_eq!(got, [10.25, 10.25, 10.25, 11.0]);
}
