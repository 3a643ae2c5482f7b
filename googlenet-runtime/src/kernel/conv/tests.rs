//! Tests of convolutions that add to what their output or another region holds.

use super::args::{Added, Epilogue};
use super::choose::{AlgorithmConfig, configured};
use super::descriptor::ConvDescriptor;
use super::grouped::GroupedConfig;
use super::partition::Partition;
use super::primitive::ConvPrimitive;
use super::run::run_conv;
use super::source_weights::SourceWeights;
use super::table::AlgorithmSpec;
use crate::kernel::tests::harness::isas;
use crate::kernel::{Arena, RunContext, Weights};
use crate::ops::reference_value;
use googlenet_dsl::op::{Elementwise, Padding, Window};
use googlenet_dsl::plan::{ALIGN, Border, Channels, LANES, Layout, Place, Region};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;

const SIZE: usize = 9;

fn value(at: usize) -> f32 {
    crate::weights::formula(5, at as u64) as f32
}

fn region(channels: Channels, border: Border, offset: &mut usize) -> Region {
    let shape = Shape::map(SIZE, SIZE, channels.count());
    let layout = Layout::new(DType::F32, [SIZE; 2], border, channels);
    let place = *offset + layout.origin_bytes();
    *offset += layout.bytes().next_multiple_of(ALIGN);
    Region::new(Place::Arena, place, shape, layout)
}

/// Returns the position of the first lane of a pixel, numbered row by row.
fn place(region: &Region, block: usize, pixel: usize) -> usize {
    let layout = &region.layout;
    region.offset / size_of::<f32>()
        + block * layout.block_stride
        + pixel / SIZE * layout.row_stride
        + pixel % SIZE * layout.pixel_stride
}

/// Runs a 3x3 convolution of `inputs` to `outputs` channels with a bias without and with adding, and compares.
fn check(inputs: usize, outputs: Channels, border: Border, algorithm: AlgorithmSpec) {
    check_with(inputs, outputs, 1, border, &|descriptor| {
        configured(descriptor, algorithm, None)
    });
}

/// Runs a convolution as [`check`] does, in `groups` groups, with the algorithm that `config` returns.
fn check_with(
    inputs: usize,
    outputs: Channels,
    groups: usize,
    border: Border,
    config: &dyn Fn(&ConvDescriptor) -> AlgorithmConfig,
) {
    let window = Window::new([3; 2], [1; 2], Padding::Same);
    let mut bytes = 0;
    let input = region(Channels::blocked(inputs), border, &mut bytes);
    let output = region(outputs.clone(), [0; 4], &mut bytes);
    let other = region(outputs.clone(), [0; 4], &mut bytes);
    let kernel: Vec<f32> = (0..9 * inputs / groups * outputs.count())
        .map(value)
        .collect();
    let bias: Vec<f32> = (0..outputs.count()).map(value).collect();
    let source = SourceWeights {
        kernel: &kernel,
        bias: Some(&bias),
        affine: None,
    };
    for isa in isas() {
        let descriptor = ConvDescriptor::new(window, groups, &input, &output.layout, isa);
        let config = config(&descriptor);
        let primitive = ConvPrimitive::with_config(descriptor, config);
        let mut packed = Arena::new(primitive.len() * size_of::<f32>());
        primitive.pack(&source, &mut packed.values_mut()[..primitive.len()]);
        let packed = Weights::Own(packed);
        for function in [Elementwise::None, Elementwise::Relu, Elementwise::Tanh] {
            let results = [None, Some(&output), Some(&other)].map(|added| {
                let mut arena = Arena::new(bytes);
                let values = arena.values_mut::<f32>();
                let begin = output.span().start / size_of::<f32>();
                for (at, held) in values.iter_mut().enumerate().skip(begin) {
                    *held = value(at);
                }
                for pixel in 0..SIZE * SIZE {
                    for block in 0..input.layout.channels.blocks() {
                        let at = place(&input, block, pixel);
                        for (lane, held) in values[at..][..LANES].iter_mut().enumerate() {
                            *held = value(at + lane);
                        }
                    }
                }
                let held = values.to_vec();
                let scratch_bytes = primitive.scratch_bytes();
                let mut scratch = Arena::new(scratch_bytes);
                let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
                let run = run.with_scratch(&mut scratch, scratch_bytes, 1);
                let in_place = added == Some(&output);
                let epilogue = Epilogue {
                    added: if in_place {
                        Added::Output
                    } else {
                        Added::Nothing
                    },
                    activation: match added {
                        None => Elementwise::None,
                        Some(_) => function,
                    },
                };
                let summand = added.filter(|_| !in_place);
                let worker = run.worker(isa, 0, 1);
                run_conv(
                    &worker,
                    [&input, &output],
                    &primitive,
                    &packed,
                    None,
                    epilogue,
                    summand,
                );
                (arena.values::<f32>().to_vec(), held)
            });
            let [(plain, held), (in_place, _), (apart, _)] = &results;
            for (added, from) in [(in_place, &output), (apart, &other)] {
                for (pixel, channel) in (0..SIZE * SIZE)
                    .flat_map(|pixel| (0..outputs.count()).map(move |at| (pixel, at)))
                {
                    let block = outputs.holding(channel);
                    let lane = channel - block.first;
                    let [at, summand] =
                        [&output, from].map(|region| place(region, block.block, pixel) + lane);
                    let sum = f64::from(plain[at]) + f64::from(held[summand]);
                    let expected = reference_value(function, sum);
                    assert!(
                        (f64::from(added[at]) - expected).abs() <= 2e-5 * expected.abs().max(1.0),
                        "{function:?} by {} on {}: {} at {channel}, expected {expected}",
                        primitive.algorithm(),
                        isa.as_str(),
                        added[at]
                    );
                }
            }
        }
    }
}

#[test]
fn direct_convolutions_add_to_blocks_and_to_nhwc() {
    let direct = AlgorithmSpec::Direct { panels: usize::MAX };
    for inputs in [16, 70] {
        for border in [[1; 4], [0; 4]] {
            check(inputs, Channels::blocked(70), border, direct);
            check(inputs, Channels::interleaved(37), border, direct);
            let segments = [21, 5, 40].map(Channels::blocked);
            check(inputs, Channels::join(&segments), border, direct);
        }
    }
}

#[test]
fn winograd_convolutions_add_to_blocks() {
    for tile in 1..=4 {
        let winograd = AlgorithmSpec::Winograd {
            tile: [tile; 2],
            block: 64,
            panels: usize::MAX,
        };
        check(20, Channels::blocked(50), [1; 4], winograd);
        let segments = [21, 5, 40].map(Channels::blocked);
        check(20, Channels::join(&segments), [1; 4], winograd);
    }
}

#[test]
fn grouped_convolutions_add_to_blocks_and_to_nhwc() {
    for (inputs, groups) in [(70, 70), (70, 35), (140, 14), (210, 7)] {
        for (border, partition) in [([1; 4], Partition::Pixels), ([0; 4], Partition::Channels)] {
            let config = |_: &ConvDescriptor| AlgorithmConfig::Grouped(GroupedConfig { partition });
            check_with(inputs, Channels::blocked(70), groups, border, &config);
            check_with(inputs, Channels::interleaved(70), groups, border, &config);
            let segments = [21, 5, 44].map(Channels::blocked);
            check_with(inputs, Channels::join(&segments), groups, border, &config);
        }
    }
}
