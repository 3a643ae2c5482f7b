//! Products against a naive reference over random shapes, on every path, with the same bits on all of them.

mod case;
mod memory;
mod nan;
mod reference;
mod values;

use super::super::args::{Added, Epilogue};
use super::super::choose::AlgorithmConfig;
use super::super::descriptor::ConvDescriptor;
use super::super::gathered::Gathered;
use super::super::partition::Partition;
use super::super::primitive::ConvPrimitive;
use super::super::run::run_conv;
use super::super::source_weights::SourceWeights;
use super::{Product, ProductConfig};
use crate::kernel::activation::is_simple;
use crate::kernel::arch::QuadSet;
use crate::kernel::arch::amx::Amx;
use crate::kernel::tests::harness::{isas, on_threads};
use crate::kernel::{Arena, Isa, RunContext, Target, Weights};
use crate::ops::reference_value;
pub(super) use case::Inputs;
pub(in super::super) use case::{Case, Setup, case};
use googlenet_dsl::op::{Padding, Window};
use googlenet_dsl::plan::{Channels, Layout, Place, Region, gathered};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::{Algorithms, DType};
pub(in super::super) use memory::{memory, weights};
use proptest::prelude::*;
pub(in super::super) use reference::reference;
pub(super) use values::{get, pixels, place, put, value};
use values::{rounded, widened};

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
            let (descriptor, gathered) = Gathered::of(descriptor);
            if !Product::fits_values(&descriptor) {
                prop_assert!(Product::fits(&descriptor));
            }
            let config = AlgorithmConfig::Product(ProductConfig {
                partition,
                amx,
                quads: QuadSet::Portable,
            });
            let primitive = ConvPrimitive::with_config(descriptor, config).gather(gathered);
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

/// Layers that keep their weights in networks of 8-bit integers, and only these, are computed by tiles from `f32` values.
#[test]
fn tiles_take_values_in_networks_of_integers() {
    let map = |channels| {
        let shape = Shape::map(12, 10, channels);
        let layout = Layout::new(DType::F32, [12, 10], [0; 4], Channels::blocked(channels));
        Region::new(Place::Arena, 0, shape, layout)
    };
    let (input, output) = (map(3), map(40));
    for kernel in [1, 3] {
        let window = Window::new([kernel; 2], [1; 2], Padding::Same);
        for dtype in [DType::F32, DType::Bf16, DType::U8] {
            let isa = isas().last().expect("an instruction set");
            let target = Target::new(isa, Algorithms::default().with_dtype(dtype));
            let name = ConvPrimitive::new(window, 1, &input, &output, target).algorithm();
            let has_tiles = isa == Isa::Avx512 && Amx::get().is_ok();
            let expected = has_tiles && dtype == DType::U8;
            assert_eq!(name.starts_with("amx "), expected, "{name} for {dtype:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn products_have_the_bits_of_tiles_on_every_path(case in case()) {
        check(&case)?;
    }

    /// Results of `f32` of such inputs.
    #[test]
    fn values_are_rounded_as_they_are_copied(case in case(), in_blocks in any::<bool>()) {
        let inputs = if in_blocks { Inputs::Wide } else { Inputs::Nhwc };
        let case = Case { inputs, output: DType::F32, ..case };
        let is_far = gathered(case.window, case.shape()).is_some();
        if !is_far {
            check(&case)?;
        }
    }
}
