use super::*;
use crate::kernel::tests::harness::isas;
use crate::ops::reference_value;
use googlenet_dsl::op::Activation;

/// Test values on both sides of the breakpoints of the functions, including both zeros, tiny and very large numbers.
const VALUES: [f32; LANES] = [
    -1e30, -7.0, -6.0, -3.0, -1.5, -0.25, -1e-30, -0.0, 0.0, 1e-30, 0.25, 1.5, 3.0, 6.0, 7.0, 1e30,
];

/// Largest errors in units in the last place, those of the functions of `vector_math` and of products with them.
const ERRORS: [(Elementwise, f64); 12] = [
    (Elementwise::Relu, 0.0),
    (Elementwise::Relu6, 0.0),
    (Elementwise::LeakyRelu { slope: 0.3 }, 0.5),
    (Elementwise::Elu { alpha: 1.0 }, 2.0),
    (Elementwise::Elu { alpha: 1.7 }, 3.0),
    (
        Elementwise::Clip {
            low: -0.7,
            high: 2.5,
        },
        0.0,
    ),
    (Elementwise::Sigmoid, 2.5),
    (Elementwise::Tanh, 3.0),
    (Elementwise::Swish, 4.0),
    (Elementwise::Gelu { approximate: false }, 5.0),
    (Elementwise::Gelu { approximate: true }, 4.0),
    (Elementwise::Softplus, 3.0),
];

fn functions() -> impl Iterator<Item = Elementwise> {
    let slopes = [-0.5, 0.0, 0.2, 0.7, 1.0, 1.7].map(|slope| Elementwise::LeakyRelu { slope });
    let others = [
        Elementwise::Clip {
            low: f32::NEG_INFINITY,
            high: 1.5,
        },
        Elementwise::Gelu { approximate: true },
        Elementwise::HardSigmoid {
            alpha: 0.2,
            beta: 0.5,
        },
    ];
    let all = Activation::ALL.iter().filter_map(|all| all.elementwise());
    all.chain(slopes).chain(others)
}

fn in_memory(isa: Isa, function: Elementwise, values: &[f32]) -> Vec<f32> {
    let mut values = values.to_vec();
    apply(isa, function, &mut values);
    values
}

struct InRegisters;

impl Kernel for InRegisters {
    type Args<'a> = (Elementwise, &'a mut [f32; LANES]);

    #[inline(always)]
    unsafe fn run<S: Simd>((function, values): Self::Args<'_>) {
        // SAFETY: the array has a vector's values; the test runs only instruction sets that the processor has.
        unsafe {
            let mut vectors = [[S::load(values.as_ptr())]];
            activate::<S, 1, 1>(function, &mut vectors);
            S::store(values.as_mut_ptr(), vectors[0][0]);
        }
    }
}

fn in_registers(isa: Isa, function: Elementwise, values: [f32; LANES]) -> [f32; LANES] {
    let mut values = values;
    // SAFETY: the test runs only instruction sets that the processor has.
    unsafe { entry::<InRegisters>(isa)((function, &mut values)) };
    values
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// Returns a unit in the last place of `value`, or that of 1e-36 if that is larger.
fn ulp(value: f64) -> f64 {
    let value = value.abs().clamp(1e-36, f32::MAX.into()) as f32;
    f64::from(f32::from_bits(value.to_bits() + 1)) - f64::from(value)
}

#[test]
fn nan_of_either_sign_passes_every_function() {
    for (isa, function) in isas().flat_map(|isa| functions().map(move |function| (isa, function))) {
        for nan in [f32::NAN, -f32::NAN] {
            let mut values = VALUES;
            values[5] = nan;
            let mut results = vec![in_memory(isa, function, &values)];
            if is_simple(function) {
                results.push(in_registers(isa, function, values).to_vec());
            }
            for values in results {
                assert!(values[5].is_nan(), "{function:?} on {}", isa.as_str());
                let others = values.iter().filter(|x| x.is_nan()).count();
                assert_eq!(others, 1, "{function:?} on {}", isa.as_str());
            }
        }
    }
}

#[test]
fn functions_are_themselves_in_registers_and_in_memory() {
    for (isa, function) in isas().flat_map(|isa| functions().map(move |function| (isa, function))) {
        let values = in_memory(isa, function, &VALUES);
        for (x, value) in VALUES.iter().zip(&values) {
            let expected = reference_value(function, f64::from(*x));
            let error = (f64::from(*value) - expected).abs();
            let bound = 1e-7f64.max(5.0 * ulp(expected));
            let about = format!("{function:?} of {x} on {}", isa.as_str());
            assert!(error <= bound, "{about}: {value}, not {expected}");
        }
        let here = in_registers(isa, function, VALUES);
        let expected = match is_simple(function) {
            true => bits(&values),
            false => bits(&VALUES),
        };
        assert_eq!(bits(&here), expected, "{function:?} on {}", isa.as_str());
    }
}

/// Returns every `step`-th value of magnitudes from 2^-31 to 144, of both signs.
fn dense(step: usize) -> Vec<f32> {
    let magnitudes = (0x3000_0000u32..0x4310_0000).step_by(step);
    let both = |bits: u32| [f32::from_bits(bits), -f32::from_bits(bits)];
    magnitudes.flat_map(both).collect()
}

#[test]
fn errors_are_what_is_documented() {
    let values = dense(1009);
    let mut faults = Vec::new();
    for (isa, (function, bound)) in isas().flat_map(|isa| ERRORS.map(|error| (isa, error))) {
        let results = in_memory(isa, function, &values);
        let error = |(x, value): (&f32, &f32)| {
            let expected = reference_value(function, f64::from(*x));
            let end = f64::from(u8::from(function == Elementwise::Swish && *x < -87.0)) * 2e-36;
            let error = (f64::from(*value) - expected).abs();
            ((error - end).max(0.0) / ulp(expected), *x)
        };
        let errors = values.iter().zip(&results).map(error);
        let (largest, at) = errors.fold((0.0, 0.0), |a, b| if a.0 < b.0 { b } else { a });
        let text = format!(
            "{function:?} on {}: {largest:.3} ulp at {at:e}",
            isa.as_str()
        );
        println!("{text}");
        if largest > bound {
            faults.push(text);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn hard_functions_are_lines_between_bounds() {
    let values = dense(10_007);
    for isa in isas() {
        for (function, bound) in [
            (Elementwise::HardSwish, 3e-7),
            (
                Elementwise::HardSigmoid {
                    alpha: 1.0 / 6.0,
                    beta: 0.5,
                },
                1e-7,
            ),
            (
                Elementwise::HardSigmoid {
                    alpha: 0.2,
                    beta: 0.5,
                },
                1e-7,
            ),
        ] {
            for (x, value) in values.iter().zip(in_memory(isa, function, &values)) {
                let expected = reference_value(function, f64::from(*x));
                let error = (f64::from(value) - expected).abs();
                let about = format!("{function:?} of {x} on {}", isa.as_str());
                assert!(error <= bound * expected.abs().max(1.0), "{about}: {value}");
            }
        }
    }
}

#[test]
fn limits_are_reached() {
    let ends = [f32::NEG_INFINITY, -1e30, 1e30, f32::INFINITY];
    let nan = f32::NAN;
    for (function, expected) in [
        (Elementwise::Sigmoid, [0.0, 0.0, 1.0, 1.0]),
        (Elementwise::Tanh, [-1.0, -1.0, 1.0, 1.0]),
        (
            Elementwise::Elu { alpha: 1.5 },
            [-1.5, -1.5, 1e30, f32::INFINITY],
        ),
        (Elementwise::Softplus, [0.0, 0.0, 1e30, f32::INFINITY]),
        (Elementwise::Swish, [nan, 0.0, 1e30, f32::INFINITY]),
        (Elementwise::HardSwish, [nan, 0.0, 1e30, f32::INFINITY]),
        (
            Elementwise::Gelu { approximate: false },
            [nan, 0.0, 1e30, f32::INFINITY],
        ),
        (
            Elementwise::Gelu { approximate: true },
            [nan, 0.0, 1e30, f32::INFINITY],
        ),
        (
            Elementwise::HardSigmoid {
                alpha: 0.2,
                beta: 0.5,
            },
            [0.0, 0.0, 1.0, 1.0],
        ),
        (
            Elementwise::LeakyRelu { slope: 0.0 },
            [nan, 0.0, 1e30, f32::INFINITY],
        ),
    ] {
        for isa in isas() {
            let got = in_memory(isa, function, &ends);
            for (got, expected) in got.iter().zip(expected) {
                let same = *got == expected || got.is_nan() && expected.is_nan();
                assert!(
                    same,
                    "{function:?} on {}: {got}, not {expected}",
                    isa.as_str()
                );
            }
        }
    }
}

#[test]
fn slices_of_any_length_have_the_same_bits() {
    let values: Vec<f32> = dense(4_000_037);
    let values = &values[values.len() - 45..];
    for (isa, function) in isas().flat_map(|isa| functions().map(move |function| (isa, function))) {
        let all = in_memory(isa, function, values);
        for len in 0..values.len() {
            let mut some = values.to_vec();
            apply(isa, function, &mut some[..len]);
            assert_eq!(
                bits(&some[..len]),
                bits(&all[..len]),
                "{function:?}, {len} values"
            );
            assert_eq!(
                bits(&some[len..]),
                bits(&values[len..]),
                "{function:?}, {len} values"
            );
        }
    }
}

/// The functions take the same operations on all instruction sets, and those with fused multiply-add round alike; but for
/// the reciprocal of [`Elementwise::Swish`].
#[test]
fn instruction_sets_with_fused_multiply_add_have_the_same_bits() {
    let values = dense(100_003);
    for function in functions().filter(|function| *function != Elementwise::Swish) {
        let fused = isas().filter(|isa| *isa != Isa::Portable);
        let results: Vec<Vec<u32>> = fused
            .map(|isa| bits(&in_memory(isa, function, &values)))
            .collect();
        for pair in results.windows(2) {
            assert!(pair[0] == pair[1], "{function:?}");
        }
    }
}
