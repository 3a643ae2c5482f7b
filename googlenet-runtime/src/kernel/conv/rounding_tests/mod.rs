//! Tests of the bounds on rounding errors: every algorithm, on inputs and weights of many kinds, against sums in `f64`. The
//! errors have to stay within the bounds, and to come near enough to them that these say something.

mod case;
mod values;

use super::primitive::ConvPrimitive;
use super::source_weights::SourceWeights;
use super::table::AlgorithmSpec;
use crate::kernel::tests::harness::isas;
use case::{Case, Wanted, run};
use googlenet_dsl::op::{Padding, Window};
use googlenet_dsl::shape::Shape;
use std::collections::BTreeMap;
use values::{KINDS, Kind, Random};

/// Checks cases of each kind of values, and returns the number of those that were computed and the largest quotients of
/// errors and bounds.
fn check(
    seed: u64,
    count: usize,
    case: impl Fn(&mut Random) -> Case,
) -> (usize, BTreeMap<String, f64>) {
    let mut random = Random(seed);
    let (mut cases, mut most) = (0, BTreeMap::new());
    for _ in 0..count {
        let case = case(&mut random);
        for kind in KINDS {
            cases += case.check(kind, &mut random, &mut most);
        }
    }
    (cases, most)
}

fn assert_near(most: &BTreeMap<String, f64>, least: f64) {
    let largest = most.values().copied().fold(0.0, f64::max);
    assert!(largest >= least, "the bounds are too wide: {most:?}");
}

#[test]
fn direct_convolutions_err_within_their_bounds() {
    let (cases, most) = check(1, 20, Case::direct);
    assert!(cases >= 140, "{cases}");
    assert_near(&most, 0.1);
}

#[test]
fn long_sums_err_within_their_bounds() {
    let (cases, most) = check(2, 2, Case::long);
    assert!(cases >= 14, "{cases}");
    assert_near(&most, 0.01);
}

#[test]
fn depthwise_convolutions_err_within_their_bounds() {
    let (cases, most) = check(3, 20, Case::depthwise);
    assert!(cases >= 140, "{cases}");
    assert_near(&most, 0.1);
}

#[test]
fn winograd_convolutions_err_within_their_bounds() {
    for tile in 1..=5 {
        let (cases, most) = check(4 + tile as u64, 12, |random| Case::winograd(random, tile));
        assert!(cases >= 80, "{cases}");
        assert_near(&most, 0.02);
    }
}

/// Returns the packed weights of a convolution.
fn packed(primitive: &ConvPrimitive, source: &SourceWeights<'_>) -> Vec<f32> {
    let mut weights = vec![f32::NAN; primitive.len()];
    primitive.pack(source, &mut weights);
    weights
}

#[test]
fn subnormal_weights_are_packed_as_zeros() {
    let mut random = Random(10);
    let tile = |random: &mut Random| Case::winograd(random, 4);
    let cases = [Case::direct, Case::depthwise, tile];
    let mut zeros = 0;
    for case in cases.iter().flat_map(|case| [case; 6]) {
        let case = case(&mut random);
        let ([input, output], _) = case.regions();
        let of_group = [case.shape.channels() / case.groups, case.filters];
        let taps = (case.window.kernel[0] * case.window.kernel[1]) as usize;
        let kernel: Vec<f32> = (0..taps * of_group[0] * of_group[1])
            .map(|at| match at / of_group[1] % of_group[0] {
                0 => -1e-39,
                _ => random.weight(Kind::Normal, at, of_group),
            })
            .collect();
        let without: Vec<f32> = (kernel.iter())
            .map(|weight| if weight.is_subnormal() { -0.0 } else { *weight })
            .collect();
        let bias = vec![1e-40; case.filters];
        for isa in isas() {
            let Some(primitive) = case.primitive(&input, &output, isa) else {
                continue;
            };
            let [got, expected] =
                [(&kernel, Some(&bias[..])), (&without, None)].map(|(kernel, bias)| {
                    let source = SourceWeights {
                        kernel,
                        bias,
                        affine: None,
                    };
                    packed(&primitive, &source)
                });
            assert!(got == expected, "{case:?} on {}", isa.as_str());
            assert!(!got.iter().any(|weight| weight.is_subnormal()));
            zeros += got.iter().filter(|weight| **weight == 0.0).count();
        }
    }
    assert!(zeros > 1000, "{zeros}");
}

#[test]
fn subnormal_inputs_and_results_are_kept_on_every_thread() {
    let mut random = Random(11);
    let mut values = 0;
    for (kernel, groups) in [([1, 1], 1), ([3, 3], 20)] {
        let case = Case {
            window: Window::new(kernel, [1, 1], Padding::Same),
            groups,
            shape: Shape::map(9, 8, 20),
            filters: 20,
            interleaved: false,
            algorithm: match groups {
                1 => Wanted::Spec(AlgorithmSpec::Direct { panels: usize::MAX }),
                _ => Wanted::Depthwise,
            },
            folded: false,
        };
        let ([input, output], bytes) = case.regions();
        // Each output channel is the input channel of its number.
        let kernel: Vec<f32> = match groups {
            1 => (0..400)
                .map(|at| f32::from(u8::from(at / 20 == at % 20)))
                .collect(),
            _ => (0..180)
                .map(|at| f32::from(u8::from(at / 20 == 4)))
                .collect(),
        };
        let source = SourceWeights {
            kernel: &kernel,
            bias: None,
            affine: None,
        };
        let given: Vec<f32> = (0..case.shape.len())
            .map(|_| (random.normal() * 3e-39) as f32)
            .collect();
        assert!(given.iter().filter(|value| value.is_subnormal()).count() > 1000);
        for isa in isas() {
            let primitive = case.primitive(&input, &output, isa).expect("it fits");
            for threads in [1, 3] {
                let got = run(
                    &primitive,
                    &source,
                    [&input, &output],
                    bytes,
                    &given,
                    isa,
                    threads,
                );
                assert!(
                    got == given,
                    "{} on {}",
                    primitive.algorithm(),
                    isa.as_str()
                );
                values += got.len();
            }
        }
    }
    assert!(values >= 5000, "{values}");
}
