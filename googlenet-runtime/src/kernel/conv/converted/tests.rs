//! Convolutions by widened rows against a naive reference over random shapes, with the same bits whatever the threads.

use super::super::args::{Added, Epilogue};
use super::super::choose::AlgorithmConfig;
use super::super::descriptor::ConvDescriptor;
use super::super::direct::DirectConfig;
use super::super::gathered::Gathered;
use super::super::partition::Partition;
use super::super::primitive::ConvPrimitive;
use super::super::product::tests::{Case, Setup, case, compare, memory, reference, weights};
use super::super::run::run_conv;
use super::super::source_weights::SourceWeights;
use super::super::winograd::{Winograd, WinogradConfig};
use super::{Converted, ConvertedConfig};
use crate::kernel::tests::harness::{isas, on_threads};
use crate::kernel::{Arena, RunContext, Weights};
use googlenet_dsl::value::DType;
use proptest::prelude::*;

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
    let expected = reference(case, &setup, &kernel, &bias, &before, f64::from);
    let (added, summand) = match case.added {
        Added::Behind(_) => (Added::Nothing, Some(other)),
        added => (added, None),
    };
    let epilogue = Epilogue {
        added,
        activation: case.activation,
    };
    for isa in isas() {
        let gathered = || {
            Gathered::of(ConvDescriptor::new(
                case.window,
                1,
                input,
                &output.layout,
                isa,
            ))
        };
        let descriptor = || gathered().0;
        if !Converted::fits(&descriptor()) {
            return Ok(());
        }
        let partition = Partition::Pixels;
        let direct = [1, 3].map(|panels| {
            ConvertedConfig::Direct(DirectConfig {
                panels: panels.min(super::super::tile::full(isa)[1]),
                partition,
            })
        });
        let winograd = [1, 2].map(|tile| {
            ConvertedConfig::Winograd(WinogradConfig {
                tile: [tile; 2],
                block: 1 << 12,
                panels: 1,
                partition,
            })
        });
        let fits = Winograd::fits(&Converted::of_values(&descriptor()));
        let winograd = winograd.into_iter().filter(|_| fits);
        for config in direct.into_iter().chain(winograd) {
            let mut known: Option<Vec<u8>> = None;
            for threads in 1..=3 {
                let config = AlgorithmConfig::Converted(config);
                let primitive =
                    ConvPrimitive::with_config(descriptor(), config).gather(gathered().1);
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
                on_threads(threads, &|thread| {
                    let worker = run.worker(isa, thread, threads);
                    let regions = [input, output];
                    run_conv(
                        &worker, regions, &primitive, &packed, None, epilogue, summand,
                    );
                });
                let got = arena.values::<u8>()[..before.len()].to_vec();
                let name = primitive.algorithm();
                compare(case, &setup, &before, &got, &expected, &name)?;
                match &known {
                    Some(known) => prop_assert!(*known == got, "{threads} threads, {name}"),
                    None => known = Some(got),
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn widened_rows_make_the_results_of_the_algorithm(case in case()) {
        check(&case)?;
    }
}
