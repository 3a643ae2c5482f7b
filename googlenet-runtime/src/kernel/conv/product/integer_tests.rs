//! Products of 8-bit integers against a naive reference over random shapes, on every path.

use super::super::args::{Added, Epilogue};
use super::super::descriptor::ConvDescriptor;
use super::super::gathered::Gathered;
use super::super::partition::Partition;
use super::super::primitive::ConvPrimitive;
use super::super::quantized::Quantized;
use super::super::run::run_conv;
use super::super::source_weights::SourceWeights;
use super::ProductConfig;
use super::tests::{Case, Inputs, Setup, case, get, pixels, place, put, value};
use crate::kernel::activation::is_simple;
use crate::kernel::arch::QuadSet;
use crate::kernel::arch::amx::Amx;
use crate::kernel::tests::harness::on_threads;
use crate::kernel::{Arena, Isa, RunContext, Weights};
use crate::ops::reference_value;
use googlenet_dsl::op::{Elementwise, Padding, Window};
use googlenet_dsl::plan::{Region, reach};
use googlenet_dsl::value::DType;
use proptest::prelude::*;

/// Scale and zero point of a map.
#[derive(Debug, Clone, Copy)]
struct Scale {
    scale: f32,
    zero_point: u8,
}

const INPUT: Scale = Scale {
    scale: 1.0 / 96.0,
    zero_point: 128,
};
const ADDED: Scale = Scale {
    scale: 0.03,
    zero_point: 7,
};

/// Returns the integer that a value is stored as.
fn stored(value: f32, scale: Scale) -> f32 {
    let place = (value / scale.scale).round_ties_even() + f32::from(scale.zero_point);
    place.clamp(0.0, 255.0)
}

/// Returns a region whose layout has a scale.
fn scaled(region: &Region, scale: Scale) -> Region {
    let layout = (*region.layout).clone().with_scale(scale.scale);
    let layout = layout.with_zero_point(i16::from(scale.zero_point));
    Region::new(region.place, region.offset, region.shape, layout)
}

/// The stored kernel as numbers, and as integers with their scales; the scale of the results.
struct Weighted {
    kernel: Vec<f32>,
    integers: Vec<i8>,
    quantized: Quantized,
    result: Option<Scale>,
}

fn weights(case: &Case, setup: &Setup, zero_point: u8) -> Weighted {
    let taps: usize = case
        .window
        .kernel
        .iter()
        .map(|taps| *taps as usize)
        .product();
    let [inputs, outputs] =
        [&setup.input, &setup.output].map(|region| region.layout.channels.count());
    let scales: Vec<f32> = (0..outputs)
        .map(|output| (1.5 + value(output)) / 127.0)
        .collect();
    let integer = |at: usize| (value(at + 99) * 127.9) as i8;
    let integers: Vec<i8> = (0..taps * inputs * outputs).map(integer).collect();
    let kernel = integers.iter().copied().map(f32::from).collect();
    let is_u8 = case.output == DType::U8;
    Weighted {
        kernel,
        integers,
        quantized: Quantized {
            weights: scales.into(),
            bias: (0..outputs)
                .map(|output| (value(output) * 3000.0) as i32)
                .collect(),
        },
        result: is_u8.then_some(Scale {
            scale: 0.02 * (taps * inputs) as f32,
            zero_point,
        }),
    }
}

fn check(case: &Case, zero_point: u8) -> Result<(), TestCaseError> {
    let Some(mut setup) = case.setup() else {
        return Ok(());
    };
    let weighted = weights(case, &setup, zero_point);
    setup.input = scaled(&setup.input, INPUT);
    if let Some(result) = weighted.result {
        setup.output = scaled(&setup.output, result);
        setup.other = scaled(&setup.other, ADDED);
    }
    let Setup {
        input,
        output,
        other,
        bytes,
    } = &setup;
    let source = SourceWeights {
        kernel: &weighted.kernel,
        bias: None,
        affine: None,
    };
    let mut before = vec![0u8; bytes * case.images];
    for (image, memory) in before.chunks_mut(*bytes).enumerate() {
        for (at, pair) in memory.chunks_mut(2).enumerate() {
            // Bytes that are finite as numbers of any type.
            put(pair, DType::Bf16, value(at + image) * 2.0);
        }
        let layout = &input.layout;
        let size = layout.dtype.size();
        let zero = if layout.dtype == DType::U8 {
            INPUT.zero_point
        } else {
            0
        };
        memory[input.span()].fill(zero);
        for (y, x) in pixels(layout.size) {
            for block in layout.channels.iter() {
                let at = place(input, block.first, y, x);
                for lane in 0..block.len {
                    let held =
                        value(image + 31 * (y * layout.size[1] + x) + 7 * (block.first + lane));
                    let held = match layout.dtype {
                        DType::U8 => stored(held, INPUT),
                        _ => held,
                    };
                    put(&mut memory[at + lane * size..], layout.dtype, held);
                }
            }
        }
    }
    let expected = reference(case, &setup, &weighted, &before);
    let mut paths: Vec<(Isa, QuadSet, Option<Amx>)> = vec![
        (Isa::Portable, QuadSet::Portable, None),
        (Isa::Avx2, QuadSet::Avx2, None),
        (Isa::Avx2, QuadSet::AvxVnni, None),
        (Isa::Avx512, QuadSet::Avx512Vnni, None),
    ];
    paths.retain(|(isa, quads, _)| isa.is_available() && quads.is_available());
    paths.extend(
        Amx::get()
            .ok()
            .map(|amx| (Isa::Avx512, QuadSet::Portable, Some(amx))),
    );
    for (isa, quads, amx) in paths {
        for (threads, partition) in [
            (1, Partition::Pixels),
            (2, Partition::Pixels),
            (3, Partition::Channels),
        ] {
            let descriptor = ConvDescriptor::new(case.window, 1, input, &output.layout, isa);
            let (descriptor, gathered) = Gathered::of(descriptor);
            let config = ProductConfig {
                partition,
                amx,
                quads,
            };
            let primitive =
                ConvPrimitive::with_quantized(descriptor, config, weighted.quantized.clone())
                    .gather(gathered);
            let mut packed = Arena::new(primitive.len() * size_of::<f32>());
            packed.values_mut::<f32>().fill(f32::NAN);
            primitive.pack(&source, &mut packed.values_mut()[..primitive.len()]);
            let packed = Weights::Own(packed);
            let mut arena = Arena::of(DType::Bf16, before.len());
            arena.values_mut::<u8>().copy_from_slice(&before);
            let scratch_bytes = primitive.scratch_bytes();
            let mut scratch = Arena::new(scratch_bytes * threads);
            scratch.values_mut::<f32>().fill(f32::NAN);
            let run = RunContext::new(&mut arena, *bytes, &[], 0, case.images);
            let run = run.with_scratch(&mut scratch, scratch_bytes, threads);
            let (added, summand) = match case.added {
                Added::Behind(_) => (Added::Nothing, Some(other)),
                added => (added, None),
            };
            let epilogue = Epilogue {
                added,
                activation: case.activation,
            };
            on_threads(threads, &|thread| {
                let worker = run.worker(isa, thread, threads);
                run_conv(
                    &worker,
                    [input, output],
                    &primitive,
                    &packed,
                    None,
                    epilogue,
                    summand,
                );
            });
            // Without fused multiply-add, and in activations of many instructions, values are rounded otherwise.
            let is_exact = is_simple(case.activation)
                && (isa != Isa::Portable || case.added == Added::Nothing);
            let mut got = arena.values::<u8>()[..before.len()].to_vec();
            compare(
                case,
                &setup,
                &before,
                &mut got,
                &expected,
                is_exact,
                &primitive.algorithm(),
            )?;
        }
    }
    Ok(())
}

/// Returns the results as they are stored.
fn reference(case: &Case, setup: &Setup, weighted: &Weighted, before: &[u8]) -> Vec<f32> {
    let Setup {
        input,
        output,
        other,
        bytes,
    } = setup;
    let [inputs, outputs] = [input, output].map(|region| region.layout.channels.count());
    let [rows, columns] = case.window.kernel.map(|taps| taps as usize);
    let reach = reach(case.window, case.shape());
    let quantized = &weighted.quantized;
    let is_limit = !matches!(
        case.activation,
        Elementwise::LeakyRelu { .. } | Elementwise::Tanh
    );
    let mut all = Vec::new();
    for memory in before.chunks(*bytes) {
        for (y, x) in pixels(output.layout.size) {
            let mut sums: Vec<i64> = quantized.bias.iter().map(|bias| i64::from(*bias)).collect();
            for (row, column) in pixels([rows, columns]) {
                let along = |axis: usize, at: usize, tap: usize| {
                    let step = case.window.stride[axis] as usize * at;
                    let tap = case.window.dilation[axis] as usize * tap;
                    let place = (step + tap).checked_sub(reach[axis])?;
                    (place < case.size[axis]).then_some(place)
                };
                let (Some(from_y), Some(from_x)) = (along(0, y, row), along(1, x, column)) else {
                    continue;
                };
                for channel in 0..inputs {
                    let held = get(
                        &memory[place(input, channel, from_y, from_x)..],
                        input.layout.dtype,
                    );
                    let held = match input.layout.dtype {
                        DType::U8 => held,
                        _ => stored(held, INPUT),
                    };
                    let distance = held as i64 - i64::from(INPUT.zero_point);
                    let weights = &weighted.integers
                        [((row * columns + column) * inputs + channel) * outputs..][..outputs];
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += distance * i64::from(*weight);
                    }
                }
            }
            let from = match case.added {
                Added::Nothing => None,
                Added::Output => Some(output),
                Added::Behind(_) => Some(other),
            };
            // What an output holds has its scale.
            let added = match (case.added, weighted.result) {
                (Added::Output, Some(result)) => result,
                _ => ADDED,
            };
            for (channel, sum) in sums.iter().enumerate() {
                let factor = |result: Option<Scale>| {
                    let result = result.map(|result| result.scale);
                    quantized.factor(channel, INPUT.scale, result)
                };
                let held =
                    from.map(|from| get(&memory[place(from, channel, y, x)..], from.layout.dtype));
                let sum = *sum as f32;
                let result = match weighted.result {
                    Some(result) if is_limit => {
                        let value = sum * factor(Some(result));
                        let factor = (f64::from(added.scale) / f64::from(result.scale)) as f32;
                        let value = held.map_or(value, |held| {
                            (held - f32::from(added.zero_point)).mul_add(factor, value)
                        });
                        // Limits in multiples of the scale.
                        let [low, high] = [-1e9, 1e9]
                            .map(|far| reference_value(case.activation, far) as f32 / result.scale);
                        let zero = f32::from(result.zero_point);
                        (value.max(low).min(high).round_ties_even() + zero).clamp(0.0, 255.0)
                    }
                    result => {
                        let value = sum * factor(None);
                        let held = held.map(|held| match result {
                            Some(_) => (held - f32::from(added.zero_point)) * added.scale,
                            None => held,
                        });
                        let value = held.map_or(value, |held| value + held);
                        let value = reference_value(case.activation, f64::from(value)) as f32;
                        result.map_or(value, |result| stored(value, result))
                    }
                };
                all.push(result);
            }
        }
    }
    all
}

/// Checks the outputs, and that nothing else is written.
fn compare(
    case: &Case,
    setup: &Setup,
    before: &[u8],
    got: &mut [u8],
    expected: &[f32],
    is_exact: bool,
    name: &str,
) -> Result<(), TestCaseError> {
    let layout = &setup.output.layout;
    let size = layout.dtype.size();
    let mut expected = expected.iter();
    for image in 0..case.images {
        let memory = &mut got[image * setup.bytes..][..setup.bytes];
        for (y, x) in pixels(layout.size) {
            for channel in 0..layout.channels.count() {
                let expected = *expected.next().expect("a value");
                let value = get(&memory[place(&setup.output, channel, y, x)..], layout.dtype);
                let bound = match layout.dtype {
                    DType::U8 if is_exact => 0.0,
                    DType::U8 => 1.0,
                    DType::F32 => 2e-6 * expected.abs() + 1e-6,
                    _ => expected.abs() / 250.0 + 1e-6,
                };
                prop_assert!(
                    (value - expected).abs() <= bound,
                    "{name}: {value} of channel {channel} at {y}, {x}, expected {expected}"
                );
            }
            for block in layout.channels.iter() {
                let at = place(&setup.output, block.first, y, x);
                let lanes = at..at + 16 * size;
                let old = &before[image * setup.bytes..][lanes.clone()];
                memory[lanes].copy_from_slice(old);
            }
        }
    }
    prop_assert!(got == before, "{name}: nothing else is written");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn products_of_integers_are_exact(case in case(), output in 0usize..4, zero_point in prop_oneof![Just(0u8), Just(128u8), Just(3u8)]) {
        let output = [DType::U8, DType::U8, DType::F32, DType::Bf16][output];
        check(&Case { low: DType::U8, output, ..case }, zero_point)?;
    }

    #[test]
    fn products_by_winograds_transforms_are_exact(
        case in case(),
        size in [8usize..=17, 10usize..=25],
        is_part in any::<bool>(),
        output in 0usize..4,
        zero_point in prop_oneof![Just(0u8), Just(128u8)],
    ) {
        let output = [DType::U8, DType::U8, DType::F32, DType::Bf16][output];
        let inputs = if is_part { Inputs::Part } else { Inputs::InPlace };
        let window = Window::new([3; 2], [1; 2], case.window.padding);
        check(&Case { low: DType::U8, output, size, inputs, window, ..case }, zero_point)?;
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
fn windows_of_three_by_three_taps_are_transformed_with_avx2() {
    let case = Case {
        low: DType::U8,
        size: [14, 13],
        inputs: Inputs::InPlace,
        channels: vec![40],
        filters: vec![20],
        before: 0,
        output: DType::U8,
        window: Window::new([3; 2], [1; 2], Padding::Same),
        added: Added::Nothing,
        activation: Elementwise::Relu,
        images: 1,
    };
    let setup = case.setup().expect("it fits");
    let name = |quads: QuadSet, amx: Option<Amx>| {
        let isa = Isa::Portable;
        let descriptor =
            ConvDescriptor::new(case.window, 1, &setup.input, &setup.output.layout, isa);
        let config = ProductConfig {
            partition: Partition::Pixels,
            amx,
            quads,
        };
        let quantized = weights(&case, &setup, 0).quantized;
        ConvPrimitive::with_quantized(descriptor, config, quantized).algorithm()
    };
    assert_eq!(
        name(QuadSet::Avx2, None),
        "avx2 integers winograd 3x3 by pixels"
    );
    for quads in [QuadSet::Portable, QuadSet::AvxVnni, QuadSet::Avx512Vnni] {
        assert!(!name(quads, None).contains("winograd"));
    }
}

#[test]
fn inputs_without_a_border_are_padded_with_the_zero_point() {
    let window = Window::new([3; 2], [1; 2], Padding::Same);
    let case = Case {
        low: DType::U8,
        size: [5, 6],
        inputs: Inputs::Borderless,
        channels: vec![40],
        filters: vec![20],
        before: 1,
        output: DType::U8,
        window,
        added: Added::Nothing,
        activation: Elementwise::Relu,
        images: 2,
    };
    check(&case, 0).expect("exact results");
}

#[test]
fn blocks_of_pixels_and_parts_of_sums_are_put_together() {
    let window = Window::new([1; 2], [1; 2], Padding::Valid);
    // More pixels than those of a block, and more inputs than are widened together.
    let case = Case {
        low: DType::U8,
        size: [11, 13],
        inputs: Inputs::InPlace,
        channels: vec![560],
        filters: vec![40],
        before: 0,
        output: DType::U8,
        window,
        added: Added::Output,
        activation: Elementwise::Relu6,
        images: 2,
    };
    check(&case, 3).expect("exact results");
}
