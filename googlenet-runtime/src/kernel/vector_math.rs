//! Functions of vectors: exponential, logistic and hyperbolic functions, and the normal distribution. They take no
//! branches and call no library, so that their bits depend on the instruction set alone. NaN stays NaN.
//!
//! Errors are those measured against `f64`, in units in the last place (ulp) of the result, of which results below
//! 1e-36 have that of 1e-36.

use super::arch::Simd;

/// Returns the value of a polynomial at `x`; `coefficients` begin with that of the highest power.
///
/// # Safety
/// The processor must have the instruction set `S`; so below.
#[inline(always)]
unsafe fn polynomial<S: Simd, const N: usize>(coefficients: [f32; N], x: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let mut sum = S::broadcast(coefficients[0]);
        for coefficient in &coefficients[1..] {
            sum = S::multiply_sum(sum, x, S::broadcast(*coefficient));
        }
        sum
    }
}

#[inline(always)]
pub(super) unsafe fn negative<S: Simd>(x: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe { S::subtract(S::broadcast(0.0), x) }
}

/// Returns `|x|`.
#[inline(always)]
unsafe fn magnitude<S: Simd>(x: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe { S::max(x, negative::<S>(x)) }
}

/// Returns a whole number `n` and `x - n ln 2`, which is at most about `ln 2 / 2`, for `x` from -104 to 89.
#[inline(always)]
unsafe fn reduced<S: Simd>(x: S::Vector) -> (S::Vector, S::Vector) {
    /// `ln 2` as a sum; a whole number of 8 bits times the first part is exact.
    const LN_2: [f32; 2] = [355.0 / 512.0, -2.121_944_4e-4];
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let n = S::round(S::multiply(x, S::broadcast(std::f32::consts::LOG2_E)));
        let rest = S::multiply_sum(n, S::broadcast(-LN_2[0]), x);
        (n, S::multiply_sum(n, S::broadcast(-LN_2[1]), rest))
    }
}

/// Returns `exp(rest) - 1` for a `rest` of at most about `ln 2 / 2`.
#[inline(always)]
unsafe fn small_exp_less_one<S: Simd>(rest: S::Vector) -> S::Vector {
    /// `(exp(r) - 1 - r) / r^2`, with an error of 4e-9 of `exp(r) - 1`.
    const TERMS: [f32; 5] = [
        0.001_395_297_2,
        0.008_370_321,
        0.041_666_17,
        0.166_665_06,
        0.5,
    ];
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let terms = polynomial::<S, 5>(TERMS, rest);
        S::multiply_sum(S::multiply(rest, rest), terms, rest)
    }
}

/// Returns `exp(x + low)`, where `low` is small beside 1. At most 1.5 ulp, denormal results included.
#[inline(always)]
pub(super) unsafe fn exp_of_sum<S: Simd>(x: S::Vector, low: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let x = S::max(S::broadcast(-104.0), S::min(S::broadcast(89.0), x));
        let (n, rest) = reduced::<S>(x);
        let less_one = small_exp_less_one::<S>(S::add(rest, low));
        S::scale(S::add(less_one, S::broadcast(1.0)), n)
    }
}

/// Returns `exp(x)`, with the error of [`exp_of_sum`].
#[inline(always)]
pub(super) unsafe fn exp<S: Simd>(x: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe { bounded_exp::<S>(S::max(S::broadcast(-104.0), S::min(S::broadcast(89.0), x))) }
}

/// Returns `exp(x)` as [`exp`] does, for `x` from -104 to 89.
#[inline(always)]
unsafe fn bounded_exp<S: Simd>(x: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let (n, rest) = reduced::<S>(x);
        let less_one = small_exp_less_one::<S>(rest);
        S::scale(S::add(less_one, S::broadcast(1.0)), n)
    }
}

/// Returns `exp(x) - 1` for `x` of at most 0; any value for others. At most 2 ulp.
#[inline(always)]
pub(super) unsafe fn exp_less_one<S: Simd>(x: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let x = S::max(S::broadcast(-87.0), x);
        let (n, rest) = reduced::<S>(x);
        let less_one = small_exp_less_one::<S>(rest);
        let power = S::power_of_two(n);
        S::multiply_sum(power, less_one, S::subtract(power, S::broadcast(1.0)))
    }
}

/// Returns `1 / (1 + exp(-x))` for `power`, which is `exp(-|x|)`.
#[inline(always)]
unsafe fn logistic<S: Simd>(x: S::Vector, power: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let one = S::broadcast(1.0);
        let share = S::if_less(x, S::broadcast(0.0), power, one);
        S::divide(share, S::add(one, power))
    }
}

/// Returns `1 / (1 + exp(-x))`. At most 2.5 ulp.
#[inline(always)]
pub(super) unsafe fn sigmoid<S: Simd>(x: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe { logistic::<S>(x, exp::<S>(negative::<S>(magnitude::<S>(x)))) }
}

/// Returns `x / (1 + exp(-x))`. At most 4 ulp; below -87, where the value is between -2e-36 and 0, it is 0.
#[inline(always)]
pub(super) unsafe fn swish<S: Simd>(x: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let least = S::broadcast(-87.0);
        let minus = negative::<S>(S::max(least, x));
        let power = bounded_exp::<S>(S::max(least, minus));
        let share = S::reciprocal(S::add(S::broadcast(1.0), power));
        S::multiply(x, S::if_less(x, least, S::broadcast(0.0), share))
    }
}

/// Returns the hyperbolic tangent. At most 3 ulp.
#[inline(always)]
pub(super) unsafe fn tanh<S: Simd>(x: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let twice = S::multiply(magnitude::<S>(x), S::broadcast(-2.0));
        let less_one = exp_less_one::<S>(twice);
        let minus = S::divide(less_one, S::add(S::broadcast(2.0), less_one));
        S::if_less(x, S::broadcast(0.0), minus, negative::<S>(minus))
    }
}

/// Returns `ln(1 + exp(x))`. At most 3 ulp.
#[inline(always)]
pub(super) unsafe fn softplus<S: Simd>(x: S::Vector) -> S::Vector {
    /// `(ln((2 + d) / (2 - d)) - d) / d^3` in terms of `d^2`, for `d` up to 2/3.
    const TERMS: [f32; 4] = [5.473_527e-4, 0.002_187_433, 0.012_506_781, 0.083_333_016];
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let one = S::broadcast(1.0);
        let power = exp::<S>(negative::<S>(magnitude::<S>(x)));
        // ln(1 + p) = ln((2 + d) / (2 - d)) for d = p / (1 + p / 2).
        let d = S::divide(power, S::multiply_sum(power, S::broadcast(0.5), one));
        let square = S::multiply(d, d);
        let terms = polynomial::<S, 4>(TERMS, square);
        let log = S::multiply_sum(S::multiply(d, square), terms, d);
        S::add(S::max(S::broadcast(0.0), x), log)
    }
}

/// Returns the probability of values below `x` under the normal distribution, `(1 + erf(x / sqrt(2))) / 2`. At most 4.5
/// ulp.
#[inline(always)]
pub(super) unsafe fn normal_below<S: Simd>(x: S::Vector) -> S::Vector {
    /// `(1 + a) exp(a^2 / 2)` times the probability of values above `a`, in terms of `(a - 4) / (a + 4)`, with a
    /// relative error of 2e-9 for `a` up to 15.
    const TERMS: [f32; 11] = [
        -7.198_205e-5,
        -6.154_254e-5,
        6.922_144_5e-4,
        -3.034_412e-4,
        -0.005_003_947,
        0.017_940_226,
        -0.032_197_35,
        0.028_599_969,
        0.013_999_6,
        -0.096_703_47,
        0.472_053_2,
    ];
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let (one, four) = (S::broadcast(1.0), S::broadcast(4.0));
        let a = S::min(S::broadcast(15.0), magnitude::<S>(x));
        let t = S::divide(S::subtract(a, four), S::add(a, four));
        let ratio = S::divide(polynomial::<S, 11>(TERMS, t), S::add(one, a));
        let square = S::multiply(a, a);
        let error = S::product_error(a, a, square);
        let half = S::broadcast(-0.5);
        let density = exp_of_sum::<S>(S::multiply(square, half), S::multiply(error, half));
        let above = S::multiply(density, ratio);
        S::if_less(x, S::broadcast(0.0), above, S::subtract(one, above))
    }
}

/// Returns `(1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2`. At most 3.5 ulp.
#[inline(always)]
pub(super) unsafe fn normal_below_by_tanh<S: Simd>(x: S::Vector) -> S::Vector {
    /// `2 sqrt(2 / pi)`, and 0.044715 times that, each as a sum.
    const FIRST: [f32; 2] = [1.595_769_2, -4.534_068e-8];
    const THIRD: [f32; 2] = [0.071_354_814, 2.398_832e-9];
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        // (1 + tanh(u)) / 2 = 1 / (1 + exp(-2u)). Of 2u the rounding error is kept, as it is large in the exponent.
        let a = S::min(S::broadcast(12.0), magnitude::<S>(x));
        let square = S::multiply(a, a);
        let square_low = S::product_error(a, a, square);
        let third = S::broadcast(THIRD[0]);
        let product = S::multiply(square, third);
        let product_low = S::product_error(square, third, product);
        let product_low = S::multiply_sum(square_low, third, product_low);
        let product_low = S::multiply_sum(square, S::broadcast(THIRD[1]), product_low);
        let first = S::broadcast(FIRST[0]);
        let sum = S::add(product, first);
        let of_first = S::subtract(sum, product);
        let sum_low = S::add(
            S::subtract(product, S::subtract(sum, of_first)),
            S::subtract(first, of_first),
        );
        let sum_low = S::add(S::add(sum_low, product_low), S::broadcast(FIRST[1]));
        let twice = S::multiply(a, sum);
        let twice_low = S::multiply_sum(a, sum_low, S::product_error(a, sum, twice));
        let power = exp_of_sum::<S>(negative::<S>(twice), negative::<S>(twice_low));
        logistic::<S>(x, power)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::arch::{Kernel, entry};
    use crate::kernel::tests::harness::isas;
    use googlenet_dsl::plan::LANES;

    struct Exponential;

    impl Kernel for Exponential {
        type Args<'a> = &'a mut [f32; LANES];

        #[inline(always)]
        unsafe fn run<S: Simd>(values: &mut [f32; LANES]) {
            // SAFETY: the array has a vector's values; the test runs only instruction sets that the processor has.
            unsafe { S::store(values.as_mut_ptr(), exp::<S>(S::load(values.as_ptr()))) }
        }
    }

    #[test]
    fn exponentials_are_within_an_ulp_and_a_half_down_to_the_smallest_numbers() {
        for isa in isas() {
            for step in 0..40_000 {
                let first = -104.0 + step as f32 * 0.004_818;
                let given: [f32; LANES] = std::array::from_fn(|lane| first + lane as f32 * 3e-4);
                let mut values = given;
                // SAFETY: the test runs only instruction sets that the processor has.
                unsafe { entry::<Exponential>(isa)(&mut values) };
                for (x, value) in given.iter().zip(values) {
                    let expected = f64::from(*x).exp();
                    let rounded = (expected as f32).max(f32::from_bits(1));
                    let next = f32::from_bits(rounded.to_bits() + 1);
                    if next.is_infinite() || expected > f32::MAX.into() {
                        continue;
                    }
                    let ulp = f64::from(next) - f64::from(rounded);
                    let error = (f64::from(value) - expected).abs() / ulp;
                    assert!(error <= 1.5, "exp({x}) on {}: {value}", isa.as_str());
                }
            }
            let mut ends = [f32::NEG_INFINITY; LANES];
            ends[1..5].copy_from_slice(&[f32::INFINITY, 89.0, 0.0, f32::NAN]);
            // SAFETY: the test runs only instruction sets that the processor has.
            unsafe { entry::<Exponential>(isa)(&mut ends) };
            assert_eq!(ends[..4], [0.0, f32::INFINITY, f32::INFINITY, 1.0]);
            assert!(ends[4].is_nan());
        }
    }
}
