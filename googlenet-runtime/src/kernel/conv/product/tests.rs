//! Products against a naive reference over random shapes, on every path, with the same bits on all of them.

use super::super::args::{Added, Epilogue};
use super::super::choose::AlgorithmConfig;
use super::super::descriptor::ConvDescriptor;
use super::super::partition::Partition;
use super::super::primitive::{ConvPrimitive, run_conv};
use super::super::source_weights::SourceWeights;
use super::{Product, ProductConfig};
use crate::kernel::activation::is_simple;
use crate::kernel::arch::QuadSet;
use crate::kernel::arch::amx::Amx;
use crate::kernel::tests::harness::{isas, on_threads};
use crate::kernel::{Arena, Isa, RunContext, Weights};
use crate::ops::reference_value;
use googlenet_dsl::op::{Elementwise, Padding, Window};
use googlenet_dsl::plan::{ALIGN, Channels, Layout, Place, Region, reach};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;
use proptest::prelude::*;

/// What a product reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Inputs {
    /// bfloat16 numbers with the border that the window needs, and some more.
    InPlace,
    /// bfloat16 numbers without a border.
    Borderless,
    /// bfloat16 numbers from the second block of a larger map on.
    Part,
    /// `f32` values in blocks without a border.
    Wide,
    /// `f32` values as NHWC.
    Nhwc,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Case {
    /// Type of inputs that are no `f32` values.
    pub(in super::super) low: DType,
    pub(in super::super) size: [usize; 2],
    pub(in super::super) inputs: Inputs,
    /// Input channels of each segment.
    pub(in super::super) channels: Vec<usize>,
    /// Output channels of each segment.
    pub(in super::super) filters: Vec<usize>,
    /// Blocks of another map in front of the output's.
    pub(in super::super) before: usize,
    pub(in super::super) output: DType,
    pub(in super::super) window: Window,
    pub(in super::super) added: Added,
    pub(in super::super) activation: Elementwise,
    pub(in super::super) images: usize,
}

/// Memory of one image, and what lies in it.
pub(in super::super) struct Setup {
    pub(in super::super) input: Region,
    pub(in super::super) output: Region,
    pub(in super::super) other: Region,
    pub(in super::super) bytes: usize,
}

pub(in super::super) fn value(at: usize) -> f32 {
    crate::weights::formula(7, at as u64) as f32
}

fn rounded(value: f32) -> u16 {
    let bits = value.to_bits();
    match value.is_nan() {
        true => (bits >> 16) as u16 | 0x40,
        false => ((bits + 0x7fff + (bits >> 16 & 1)) >> 16) as u16,
    }
}

fn widened(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

pub(in super::super) fn put(bytes: &mut [u8], dtype: DType, value: f32) {
    match dtype {
        DType::F32 => bytes[..4].copy_from_slice(&value.to_ne_bytes()),
        DType::U8 => bytes[0] = value as u8,
        _ => bytes[..2].copy_from_slice(&rounded(value).to_ne_bytes()),
    }
}

pub(in super::super) fn get(bytes: &[u8], dtype: DType) -> f32 {
    match dtype {
        DType::F32 => f32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
        DType::U8 => f32::from(bytes[0]),
        _ => widened(u16::from_ne_bytes([bytes[0], bytes[1]])),
    }
}

/// Returns the byte at which a channel of a pixel lies.
pub(in super::super) fn place(region: &Region, channel: usize, y: usize, x: usize) -> usize {
    let layout = &region.layout;
    let block = layout.channels.holding(channel);
    let lane = channel - block.first;
    let value = layout.block_offset(block.block) + y * layout.row_stride + x * layout.pixel_stride;
    region.offset + (value + lane) * layout.dtype.size()
}

impl Case {
    pub(in super::super) fn shape(&self) -> Shape {
        Shape::map(self.size[0], self.size[1], self.channels.iter().sum())
    }

    pub(in super::super) fn setup(&self) -> Option<Setup> {
        let shape = self.shape();
        let [height, width] = self.window.slide("test", shape).ok()?;
        let joined = |parts: &[usize]| {
            let parts: Vec<Channels> = parts.iter().map(|part| Channels::blocked(*part)).collect();
            Channels::join(&parts)
        };
        let mut bytes = ALIGN;
        let mut region = |shape: Shape, whole: Layout, before: usize, channels: Channels| {
            let layout = whole.part(before, channels);
            let first = (whole.origin() + whole.block_offset(before)) * whole.dtype.size();
            let offset = bytes + first;
            bytes += whole.bytes().next_multiple_of(ALIGN) + ALIGN;
            Region::new(Place::Arena, offset, shape, layout)
        };
        let channels = joined(&self.channels);
        let reach = reach(self.window, shape);
        let input = match self.inputs {
            Inputs::InPlace => {
                let border = [reach[0] + 1, reach[1], reach[2], reach[3] + 1];
                let whole = Layout::new(self.low, self.size, border, channels.clone());
                region(shape, whole, 0, channels)
            }
            Inputs::Borderless => {
                let whole = Layout::new(self.low, self.size, [0; 4], channels.clone());
                region(shape, whole, 0, channels)
            }
            Inputs::Part => {
                let all = Channels::join(&[
                    Channels::blocked(16),
                    channels.clone(),
                    Channels::blocked(16),
                ]);
                let whole = Layout::new(self.low, self.size, reach, all);
                region(shape, whole, 1, channels)
            }
            Inputs::Wide => {
                let whole = Layout::new(DType::F32, self.size, [0; 4], channels.clone());
                region(shape, whole, 0, channels)
            }
            Inputs::Nhwc => {
                let channels = Channels::interleaved(shape.channels());
                let layout = Layout::new(DType::F32, self.size, [0; 4], channels);
                let offset = bytes;
                bytes += layout.bytes().next_multiple_of(ALIGN) + ALIGN;
                Region::new(Place::Arena, offset, shape, layout)
            }
        };
        let mut region = |channels: &Channels| {
            let mut parts = vec![Channels::blocked(16 * self.before)];
            parts.push(channels.clone());
            let all = match self.before {
                0 => channels.clone(),
                _ => Channels::join(&parts),
            };
            let whole = Layout::new(self.output, [height, width], [1, 0, 2, 1], all);
            let layout = whole.part(self.before, channels.clone());
            let first = (whole.origin() + whole.block_offset(self.before)) * whole.dtype.size();
            let offset = bytes + first;
            bytes += whole.bytes().next_multiple_of(ALIGN) + ALIGN;
            let shape = Shape::map(height, width, channels.count());
            Region::new(Place::Arena, offset, shape, layout)
        };
        let filters = joined(&self.filters);
        let [output, other] = [region(&filters), region(&filters)];
        Some(Setup {
            input,
            output,
            other,
            bytes: bytes.next_multiple_of(ALIGN),
        })
    }
}

/// Returns kernel and bias of a case.
pub(in super::super) fn weights(case: &Case, setup: &Setup) -> [Vec<f32>; 2] {
    let [rows, columns] = case.window.kernel.map(|taps| taps as usize);
    let [inputs, outputs] =
        [&setup.input, &setup.output].map(|region| region.layout.channels.count());
    let kernel = (0..rows * columns * inputs * outputs).map(|at| value(at + 99));
    [kernel.collect(), (0..outputs).map(value).collect()]
}

/// Returns the memory of all images of a case before it is computed.
pub(in super::super) fn memory(case: &Case, setup: &Setup) -> Vec<u8> {
    let Setup { input, bytes, .. } = setup;
    // Everything is filled with values that would be seen, what is read of it with zeros.
    let mut before = vec![0u8; bytes * case.images];
    for (image, memory) in before.chunks_mut(*bytes).enumerate() {
        for (at, pair) in memory.chunks_mut(2).enumerate() {
            pair.copy_from_slice(&rounded(value(at + image)).to_ne_bytes());
        }
        let layout = &input.layout;
        let size = layout.dtype.size();
        let span = input.span();
        for pixel in memory[span].chunks_mut(size) {
            put(pixel, layout.dtype, 0.0);
        }
        if case.inputs == Inputs::Part {
            // Other maps' values.
            for (y, x) in pixels(layout.size) {
                let at = place(input, 0, y, x);
                memory[at - 16 * size..at].fill(0xff);
            }
        }
        for (y, x) in pixels(layout.size) {
            for block in layout.channels.iter() {
                let at = place(input, block.first, y, x);
                for lane in 0..layout.channels.lanes().min(16.max(block.len)) {
                    let held = match (lane < block.len, layout.dtype) {
                        (true, _) => {
                            value(image + 31 * (y * layout.size[1] + x) + 7 * (block.first + lane))
                        }
                        (false, DType::F32) => f32::NAN,
                        (false, _) => 3.5,
                    };
                    put(&mut memory[at + lane * size..], layout.dtype, held);
                }
            }
        }
    }
    before
}

fn check(case: &Case) -> Result<(), TestCaseError> {
    let Some(setup) = case.setup() else {
        return Ok(());
    };
    let Setup {
        input,
        output,
        other,
        bytes,
    } = &setup;
    let [kernel, bias] = weights(case, &setup);
    let source = SourceWeights {
        kernel: &kernel,
        bias: Some(&bias),
        affine: None,
    };
    let before = memory(case, &setup);
    let in_bf16 = |value: f32| f64::from(widened(rounded(value)));
    let expected = reference(case, &setup, &kernel, &bias, &before, in_bf16);
    let paths = isas()
        .map(|isa| (isa, None))
        .chain(Amx::get().ok().map(|amx| (Isa::Avx512, Some(amx))));
    let mut bits: Vec<(Isa, Vec<u8>)> = Vec::new();
    for (isa, amx) in paths {
        for (threads, partition) in [
            (1, Partition::Pixels),
            (2, Partition::Pixels),
            (3, Partition::Channels),
        ] {
            let descriptor = ConvDescriptor::new(case.window, 1, input, &output.layout, isa);
            prop_assert!(Product::fits(&descriptor));
            let config = AlgorithmConfig::Product(ProductConfig {
                partition,
                amx,
                quads: QuadSet::Portable,
            });
            let primitive = ConvPrimitive::with_config(descriptor, config);
            let mut packed = Arena::new(primitive.len() * size_of::<f32>());
            packed.values_mut::<f32>().fill(f32::NAN);
            primitive.pack(&source, &mut packed.values_mut()[..primitive.len()]);
            let packed = Weights::Own(packed);
            let mut arena = Arena::new(before.len());
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
            let got = arena.values::<u8>()[..before.len()].to_vec();
            compare(
                case,
                &setup,
                &before,
                &got,
                &expected,
                &primitive.algorithm(),
            )?;
            let known = bits
                .iter()
                .find(|(known, _)| *known == isa || is_simple(case.activation));
            match known {
                Some((known, bits)) => {
                    prop_assert!(*bits == got, "{isa:?} has the bits of {known:?}")
                }
                None => bits.push((isa, got)),
            }
        }
    }
    Ok(())
}

pub(in super::super) fn pixels(size: [usize; 2]) -> impl Iterator<Item = (usize, usize)> {
    (0..size[0]).flat_map(move |y| (0..size[1]).map(move |x| (y, x)))
}

/// Returns for each image and output the value before the activation, and the sum of the magnitudes of its terms.
/// `read` is what becomes of an input or a weight.
pub(in super::super) fn reference(
    case: &Case,
    setup: &Setup,
    kernel: &[f32],
    bias: &[f32],
    before: &[u8],
    read: impl Fn(f32) -> f64,
) -> Vec<[f64; 2]> {
    let Setup {
        input,
        output,
        other,
        bytes,
    } = setup;
    let [inputs, outputs] = [input, output].map(|region| region.layout.channels.count());
    let [rows, columns] = case.window.kernel.map(|taps| taps as usize);
    let reach = reach(case.window, case.shape());
    let mut all = Vec::new();
    for memory in before.chunks(*bytes) {
        for (y, x) in pixels(output.layout.size) {
            let mut sums: Vec<[f64; 2]> = bias
                .iter()
                .map(|bias| [f64::from(*bias), f64::from(bias.abs())])
                .collect();
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
                    let weights = &kernel
                        [((row * columns + column) * inputs + channel) * outputs..][..outputs];
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        let product = read(held) * read(*weight);
                        *sum = [sum[0] + product, sum[1] + product.abs()];
                    }
                }
            }
            let from = match case.added {
                Added::Nothing => None,
                Added::Output => Some(output),
                Added::Behind(_) => Some(other),
            };
            for (channel, sum) in sums.iter_mut().enumerate() {
                if let Some(from) = from {
                    let held = f64::from(get(
                        &memory[place(from, channel, y, x)..],
                        from.layout.dtype,
                    ));
                    *sum = [sum[0] + held, sum[1] + held.abs()];
                }
            }
            all.extend(sums);
        }
    }
    all
}

/// Checks the outputs, that unused lanes of their blocks are finite, and that nothing else is written.
pub(in super::super) fn compare(
    case: &Case,
    setup: &Setup,
    before: &[u8],
    got: &[u8],
    expected: &[[f64; 2]],
    name: &str,
) -> Result<(), TestCaseError> {
    let layout = &setup.output.layout;
    let size = layout.dtype.size();
    let mut expected = expected.iter();
    let mut got = got.to_vec();
    for image in 0..case.images {
        let memory = &mut got[image * setup.bytes..][..setup.bytes];
        for (y, x) in pixels(layout.size) {
            for channel in 0..layout.channels.count() {
                let [sum, terms] = *expected.next().expect("a value");
                let at = place(&setup.output, channel, y, x);
                let value = f64::from(get(&memory[at..], layout.dtype));
                let expected = reference_value(case.activation, sum);
                let precision = if layout.dtype == DType::F32 {
                    1e-7
                } else {
                    1.0 / 256.0
                };
                let bound = precision * expected.abs() + 4e-6 * terms + 1e-6;
                prop_assert!(
                    (value - expected).abs() <= bound,
                    "{name}: {value} of channel {channel} at {y}, {x}, expected {expected}"
                );
            }
            for block in layout.channels.iter() {
                let at = place(&setup.output, block.first, y, x);
                for lane in 0..16 {
                    let place = at + lane * size;
                    prop_assert!(get(&memory[place..], layout.dtype).is_finite());
                    let place = place..place + size;
                    let old = &before[image * setup.bytes..][place.clone()];
                    memory[place].copy_from_slice(old);
                }
            }
        }
    }
    prop_assert!(got == before, "{name}: nothing else is written");
    Ok(())
}

pub(in super::super) fn case() -> impl Strategy<Value = Case> {
    let size = prop_oneof![3 => 1u32..=3, 1 => 4u32..=7];
    let step = prop_oneof![2 => Just(1u32), 1 => 2u32..=3];
    let padding = prop_oneof![
        Just(Padding::Same),
        Just(Padding::Valid),
        [0u32..=3, 0u32..=3, 0u32..=3, 0u32..=3].prop_map(Padding::Explicit)
    ];
    let window = (
        [size.clone(), size],
        [step.clone(), step.clone()],
        [step.clone(), step],
        padding,
    )
        .prop_map(|(kernel, stride, dilation, padding)| Window {
            dilation,
            ..Window::new(kernel, stride, padding)
        });
    let inputs = proptest::sample::select(vec![
        Inputs::InPlace,
        Inputs::InPlace,
        Inputs::Borderless,
        Inputs::Part,
        Inputs::Wide,
        Inputs::Nhwc,
    ]);
    let segments = |most: usize| prop_oneof![3 => (1..=most).prop_map(|one| vec![one]), 1 => prop::collection::vec(1usize..=40, 2..=3)];
    let activation = proptest::sample::select(vec![
        Elementwise::None,
        Elementwise::Relu,
        Elementwise::Relu,
        Elementwise::Relu6,
        Elementwise::Clip {
            low: -0.5,
            high: 0.25,
        },
        Elementwise::LeakyRelu { slope: 0.1 },
        Elementwise::Tanh,
    ]);
    let added = proptest::sample::select(vec![
        Added::Nothing,
        Added::Nothing,
        Added::Output,
        Added::Behind(0),
    ]);
    let side = prop_oneof![1 => Just(1usize), 4 => 2usize..=12, 1 => 17usize..=35];
    (
        (
            [side.clone(), side],
            inputs,
            segments(100),
            segments(80),
            0usize..=2,
        ),
        (window, added, activation, 1usize..=2, any::<bool>()),
    )
        .prop_map(
            |(
                (size, inputs, channels, filters, before),
                (window, added, activation, images, wide),
            )| Case {
                low: DType::Bf16,
                size,
                channels,
                filters,
                before,
                output: match wide && !matches!(inputs, Inputs::Wide | Inputs::Nhwc) {
                    true => DType::F32,
                    false => DType::Bf16,
                },
                inputs,
                window,
                added,
                activation,
                images,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn products_have_the_bits_of_tiles_on_every_path(case in case()) {
        check(&case)?;
    }
}

#[test]
fn nan_stays_nan_of_its_sign() {
    let window = Window::new([1; 2], [1; 2], Padding::Valid);
    let size = [3, 5];
    let layout = |channels| Layout::new(DType::Bf16, size, [0; 4], Channels::blocked(channels));
    let shape = Shape::map(size[0], size[1], 32);
    let input = Region::new(Place::Arena, 0, shape, layout(32));
    let output = Region::new(Place::Arena, 2048, shape, layout(32));
    // Output `i` is input `i`.
    let kernel: Vec<f32> = (0..1024)
        .map(|at| f32::from(u8::from(at / 32 == at % 32)))
        .collect();
    let source = SourceWeights {
        kernel: &kernel,
        bias: None,
        affine: None,
    };
    let paths = isas()
        .map(|isa| (isa, None))
        .chain(Amx::get().ok().map(|amx| (Isa::Avx512, Some(amx))));
    for ((isa, amx), activation) in
        paths.flat_map(|path| [(path, Elementwise::None), (path, Elementwise::Relu)])
    {
        for bits in [0x7fc0u16, 0xffc0, 0x7f80, 0xff80] {
            let descriptor = ConvDescriptor::new(window, 1, &input, &output.layout, isa);
            let config = ProductConfig {
                partition: Partition::Pixels,
                amx,
                quads: QuadSet::Portable,
            };
            let primitive =
                ConvPrimitive::with_config(descriptor, AlgorithmConfig::Product(config));
            let mut packed = Arena::new(primitive.len() * size_of::<f32>());
            primitive.pack(&source, &mut packed.values_mut()[..primitive.len()]);
            let mut arena = Arena::new(4096);
            // Each pixel has one such value, of its own channel.
            let held = arena.values_mut::<u8>();
            for pixel in 0..15 {
                let at = place(&input, pixel, pixel / 5, pixel % 5);
                held[at..at + 2].copy_from_slice(&bits.to_ne_bytes());
            }
            let run = RunContext::new(&mut arena, 4096, &[], 0, 1);
            let epilogue = Epilogue {
                added: Added::Nothing,
                activation,
            };
            run_conv(
                &run.worker(isa, 0, 1),
                [&input, &output],
                &primitive,
                &Weights::Own(packed),
                None,
                epilogue,
                None,
            );
            let held = arena.values::<u8>();
            for pixel in 0..15 {
                let got = get(
                    &held[place(&output, pixel, pixel / 5, pixel % 5)..],
                    DType::Bf16,
                );
                let given = widened(bits);
                let expected = match activation {
                    Elementwise::Relu if given == f32::NEG_INFINITY => 0.0,
                    _ => given,
                };
                assert!(
                    got.to_bits() == expected.to_bits(),
                    "{got} of {given} by {}",
                    primitive.algorithm()
                );
            }
        }
    }
}
