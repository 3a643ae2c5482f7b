//! Gradients of operations that move channels and pixels, and of resized maps.

use super::harness::check_gradients;
use super::{arrangement, cases, small};
use crate::kernel::tests::harness::layer;
use googlenet_dsl::op::{
    self, ChannelOrder, Coordinates, Interpolation, Op, PadMode, Rounding, Scale,
};
use googlenet_dsl::shape::Shape;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn slices(shape in small(), ends in [0usize..70, 0usize..70], vector: bool, lies in arrangement(), gap in 0usize..3) {
        let channels = shape.channels();
        let [a, b] = ends.map(|end| end % channels);
        let (from, to) = (a.min(b) as u32, a.max(b) as u32 + 1);
        let shape = if vector { Shape::vector(channels) } else { shape };
        check_gradients(&layer(op::Slice { channels: [from, to] }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn shuffles(shape in small(), groups in 1u32..=7, each in 1usize..=9, lies in arrangement(), gap in 0usize..3) {
        let [height, width] = shape.spatial();
        let shape = Shape::map(height, width, groups as usize * each);
        check_gradients(&layer(op::ChannelShuffle { groups }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn concatenations(
        shape in small(), channels in proptest::collection::vec(1usize..=20, 2..5), lies in arrangement(), gap in 0usize..3,
    ) {
        let [height, width] = shape.spatial();
        let shapes: Vec<Shape> = channels.into_iter().map(|channels| Shape::map(height, width, channels)).collect();
        check_gradients(&layer(op::Concat {}.into(), &shapes), lies, gap, 2);
    }

    #[test]
    fn other_shapes(
        sizes in [1u32..=5, 1u32..=5, 1u32..=40], turn in 0usize..3, vector: bool, flat: bool, lies in arrangement(),
        gap in 0usize..3,
    ) {
        let [height, width, channels] = sizes.map(|size| size as usize);
        let shape = if vector { Shape::vector(height * width * channels) } else { Shape::map(height, width, channels) };
        let mut sizes = sizes;
        sizes.rotate_left(turn);
        let op = if flat { Op::from(op::Flatten {}) } else { op::Reshape { sizes }.into() };
        check_gradients(&layer(op, &[shape]), lies, gap, 2);
    }

    #[test]
    fn padding(
        shape in small(), edges in [0u32..=3, 0u32..=3, 0u32..=3, 0u32..=3], mode in proptest::sample::select(PadMode::ALL),
        lies in arrangement(), gap in 0usize..3,
    ) {
        let sizes = shape.spatial();
        let mirrors = (0..4).all(|at| (edges[at] as usize) < sizes[at % 2]);
        prop_assume!(mode != PadMode::Reflect || mirrors);
        check_gradients(&layer(op::ZeroPad { edges, mode }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn pixels_as_channels_and_back(
        sizes in [1usize..=3, 1usize..=3, 1usize..=9], block in 1u32..=3, order in proptest::sample::select(ChannelOrder::ALL),
        lies in arrangement(), gap in 0usize..3,
    ) {
        let (size, [height, width, channels]) = (block as usize, sizes);
        let wide = Shape::map(height * size, width * size, channels);
        check_gradients(&layer(op::SpaceToDepth { block, order }.into(), &[wide]), lies, gap, 2);
        let deep = Shape::map(height, width, channels * size * size);
        check_gradients(&layer(op::DepthToSpace { block, order }.into(), &[deep]), lies, gap, 2);
    }

    #[test]
    fn resizing(
        shape in small(), factors in [0.3f32..4.0, 0.3f32..4.0], sizes in [1u32..=20, 1u32..=20], how in 0usize..3, bilinear: bool,
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
        check_gradients(&layer(op, &[shape]), lies, gap, 2);
    }
}
