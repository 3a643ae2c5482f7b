//! Tests of Winograd convolution with tiles of every size on maps of all small sizes, against the naive reference.

use super::super::choose::AlgorithmConfig;
use super::super::descriptor::ConvDescriptor;
use super::super::partition::Partition;
use super::super::primitive::ConvPrimitive;
use super::super::run::run_conv;
use super::super::source_weights::SourceWeights;
use super::{Winograd, WinogradConfig};
use crate::kernel::tests::harness::{isas, layer, on_threads};
use crate::kernel::{Arena, RunContext, Weights};
use crate::ops::operator;
use googlenet_dsl::op::{self, Activation, Elementwise, Padding, Window};
use googlenet_dsl::plan::{Channels, LayerPlan, Layout, PlanOptions};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;

/// Returns the heights and widths of maps to test: all heights up to three of the largest tiles, and larger ones, with
/// one width, such widths with one height, and squares.
fn sizes() -> impl Iterator<Item = [usize; 2]> {
    let sizes = (1..=15).chain([23, 32, 39]);
    sizes.flat_map(|size| [[size, 13], [9, size], [size, size]])
}

fn paddings() -> [Padding; 3] {
    [
        Padding::Same,
        Padding::Valid,
        Padding::Explicit([2, 0, 1, 2]),
    ]
}

/// Checks a convolution with tiles of every size on all map sizes and paddings, and returns the number of compared
/// results. Cases in which the window does not fit, or Winograd convolution does not, are left out.
fn check(kernel: [u32; 2], stride: u32, channels: usize, filters: u32) -> usize {
    let mut cases = 0;
    for [height, width] in sizes() {
        for padding in paddings() {
            let window = Window::new(kernel, [stride; 2], padding);
            let shape = Shape::map(height, width, channels);
            if window.slide("test", shape).is_ok() {
                cases += check_case(window, shape, filters);
            }
        }
    }
    cases
}

/// Checks a convolution of one input shape with tiles of every size on every instruction set of the machine, and
/// returns the number of compared results.
fn check_case(window: Window, shape: Shape, filters: u32) -> usize {
    let op = op::Conv {
        filters,
        window,
        groups: 1,
        bias: true,
        activation: Activation::Relu,
        l2: 0.0,
        initializer: Default::default(),
    };
    let layer = layer(op.clone().into(), &[shape]);
    let output = layer.output_shape();
    let (mut inputs, output, bytes) =
        LayerPlan::regions(layer.op(), &[shape], output, &PlanOptions::default());
    let folded = window.stride != [1, 1];
    if folded {
        let channels = Channels::interleaved(shape.channels());
        inputs[0].layout = Layout::new(DType::F32, shape.spatial(), [0; 4], channels).into();
        inputs[0].offset = inputs[0].layout.origin_bytes();
    }
    let values: Vec<f32> = (0..shape.len() as u64)
        .map(|at| crate::weights::formula(9, at) as f32)
        .collect();
    let expected = operator(layer.op()).reference(&layer, &[&values]);
    let scale = expected.iter().fold(1.0f32, |most, value| most.max(*value));
    let source = SourceWeights {
        kernel: layer.weights()[0].values(),
        bias: Some(layer.weights()[1].values()),
        affine: None,
    };
    let mut cases = 0;
    for isa in isas() {
        let mut known = Vec::new();
        for tile in 1..=5 {
            // Blocks of one row of tiles, and one block of all rows.
            for (block, partition) in [(1, Partition::Pixels), (1 << 22, Partition::Channels)] {
                let descriptor = ConvDescriptor::new(window, 1, &inputs[0], &output.layout, isa);
                if !Winograd::fits(&descriptor) {
                    continue;
                }
                let config = WinogradConfig {
                    tile: [tile; 2],
                    block,
                    panels: 3,
                    partition,
                };
                let primitive =
                    ConvPrimitive::with_config(descriptor, AlgorithmConfig::Winograd(config));
                let kind = (primitive.algorithm(), partition);
                if known.contains(&kind) {
                    continue;
                }
                known.push(kind);
                let mut weights = Arena::new(primitive.len() * size_of::<f32>());
                primitive.pack(&source, &mut weights.values_mut()[..primitive.len()]);
                let weights = Weights::Own(weights);
                let threads = [1, 2, 3, 5, 16][cases % 5];
                let scratch_bytes = primitive.scratch_bytes();
                let mut scratch = Arena::new(scratch_bytes * threads);
                scratch.values_mut::<f32>().fill(f32::NAN);
                let mut arena = Arena::new(bytes);
                place(&values, &inputs[0].layout, inputs[0].offset, &mut arena);
                let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
                let run = run.with_scratch(&mut scratch, scratch_bytes, threads);
                on_threads(threads, &|thread| {
                    let worker = run.worker(isa, thread, threads);
                    run_conv(
                        &worker,
                        [&inputs[0], &output],
                        &primitive,
                        &weights,
                        None,
                        Elementwise::Relu.into(),
                        None,
                    );
                });
                let mut got = vec![0.0; expected.len()];
                run.read(&output, 0, &mut got);
                for (at, (got, expected)) in got.iter().zip(&expected).enumerate() {
                    assert!(
                        (got - expected).abs() <= 2e-5 * scale,
                        "{op:?} of {shape} by tiles of {tile} on {}: {got} at {at}, expected {expected}",
                        isa.as_str()
                    );
                }
                cases += 1;
            }
        }
    }
    cases
}

/// Writes NHWC values into the region of an arena with that layout, whose first pixel lies at byte `offset`.
fn place(values: &[f32], layout: &Layout, offset: usize, arena: &mut Arena) {
    let channels = layout.channels.count();
    let [_, width] = layout.size;
    let lanes = layout.channels.lanes();
    for (at, value) in values.iter().enumerate() {
        let (pixel, channel) = (at / channels, at % channels);
        let place = offset / size_of::<f32>()
            + channel / lanes * layout.block_stride
            + pixel / width * layout.row_stride
            + pixel % width * layout.pixel_stride;
        arena.values_mut()[place + channel % lanes] = *value;
    }
}

#[test]
fn square_kernels() {
    let cases = check([3, 3], 1, 5, 18) + check([5, 5], 1, 17, 5) + check([2, 2], 1, 3, 3);
    assert!(cases > 2500, "{cases}");
}

#[test]
fn kernels_of_one_row_or_column() {
    let kernels = [[1, 3], [3, 1], [1, 7], [7, 1], [1, 9]];
    let cases = kernels.map(|kernel| check(kernel, 1, 18, 3));
    let cases: usize = cases.iter().sum();
    assert!(cases > 2500, "{cases}");
}

#[test]
fn kernels_of_different_sides() {
    let cases = check([4, 2], 1, 3, 17) + check([2, 5], 1, 2, 3);
    assert!(cases > 1500, "{cases}");
}

#[test]
fn folded_strides() {
    let cases = check([7, 7], 2, 3, 6) + check([3, 3], 2, 4, 2) + check([4, 3], 3, 1, 5);
    assert!(cases > 1500, "{cases}");
}
