//! Activation functions of single values, applied to vectors in registers or to slices in memory. NaN stays NaN, as in
//! Keras and PyTorch: where an operation with two operands selects one, the value is the operand that is taken for NaN.

use super::arch::Simd;
use googlenet_dsl::op::Elementwise;

/// Returns `true` if [`activate`] can apply the activation to vectors in registers, before results are stored.
/// [`apply`] handles the others, sigmoid and tanh, in memory afterwards.
#[inline(always)]
pub(super) fn is_simple(activation: Elementwise) -> bool {
    match activation {
        Elementwise::None
        | Elementwise::Relu
        | Elementwise::Relu6
        | Elementwise::LeakyRelu { .. } => true,
        Elementwise::Sigmoid | Elementwise::Tanh => false,
        _ => googlenet_dsl::no_other_variant!(Elementwise, 6),
    }
}

/// Applies any activation to each value of a slice, in place.
#[inline(always)]
pub(super) fn apply(activation: Elementwise, values: &mut [f32]) {
    match activation {
        Elementwise::None => {}
        Elementwise::Relu => values
            .iter_mut()
            .for_each(|x| *x = if 0.0 > *x { 0.0 } else { *x }),
        Elementwise::Relu6 => values.iter_mut().for_each(|x| *x = x.clamp(0.0, 6.0)),
        Elementwise::LeakyRelu { slope } => values
            .iter_mut()
            .for_each(|x| *x = if *x > 0.0 { *x } else { slope * *x }),
        Elementwise::Sigmoid => values
            .iter_mut()
            .for_each(|x| *x = 1.0 / (1.0 + (-*x).exp())),
        Elementwise::Tanh => values.iter_mut().for_each(|x| *x = x.tanh()),
        _ => googlenet_dsl::no_other_variant!(Elementwise, 6),
    }
}

/// Calls [`apply`] without being inlined, so that the code of register tiles stays small.
#[inline(never)]
pub(super) fn apply_slowly(activation: Elementwise, values: &mut [f32]) {
    apply(activation, values);
}

/// Applies an activation for which [`is_simple`] returns `true` to vectors in registers, in place; for other
/// activations the vectors are left unchanged. NaN stays NaN.
///
/// # Safety
/// The processor must have the instruction set `S`.
// One loop for each activation: a branch inside the loop would prevent unrolling and force the values out of the
// registers.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
pub(super) unsafe fn activate<S: Simd, const PIXELS: usize, const PANELS: usize>(
    activation: Elementwise,
    values: &mut [[S::Vector; PANELS]; PIXELS],
) {
    macro_rules! each {
        ($value:ident => $result:expr) => {
            for pixel in 0..PIXELS {
                for panel in 0..PANELS {
                    let $value = values[pixel][panel];
                    values[pixel][panel] = $result;
                }
            }
        };
    }
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let zero = S::broadcast(0.0);
        match activation {
            Elementwise::Relu => each!(value => S::max(zero, value)),
            Elementwise::Relu6 => {
                let six = S::broadcast(6.0);
                each!(value => S::min(six, S::max(zero, value)));
            }
            Elementwise::LeakyRelu { slope } if slope <= 1.0 => {
                let slope = S::broadcast(slope);
                each!(value => S::max(value, S::multiply(value, slope)));
            }
            Elementwise::LeakyRelu { slope } => {
                let slope = S::broadcast(slope);
                each!(value => S::min(value, S::multiply(value, slope)));
            }
            Elementwise::None | Elementwise::Sigmoid | Elementwise::Tanh => {}
            _ => googlenet_dsl::no_other_variant!(Elementwise, 6),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::arch::{Kernel, entry};
    use crate::kernel::tests::harness::isas;
    use googlenet_dsl::op::Activation;
    use googlenet_dsl::plan::LANES;

    /// Test values on both sides of the breakpoints 0 and 6, including both zeros, tiny and very large numbers.
    const VALUES: [f32; LANES] = [
        -1e30, -7.0, -6.0, -1.5, -0.25, -1e-30, -0.0, 0.0, 1e-30, 0.25, 1.5, 5.5, 6.0, 6.5, 7.0,
        1e30,
    ];

    fn functions() -> impl Iterator<Item = Elementwise> {
        let slopes = [-0.5, 0.0, 0.2, 0.7, 1.0, 1.7].map(|slope| Elementwise::LeakyRelu { slope });
        let all = Activation::ALL.iter().filter_map(|all| all.elementwise());
        all.chain(slopes)
    }

    fn expected(function: Elementwise, x: f32) -> f32 {
        match function {
            Elementwise::None => x,
            Elementwise::Relu if x > 0.0 => x,
            Elementwise::Relu => 0.0,
            Elementwise::Relu6 if x > 6.0 => 6.0,
            Elementwise::Relu6 if x > 0.0 => x,
            Elementwise::Relu6 => 0.0,
            Elementwise::LeakyRelu { .. } if x > 0.0 => x,
            Elementwise::LeakyRelu { slope } => slope * x,
            Elementwise::Sigmoid => 1.0 / (1.0 + (-x).exp()),
            Elementwise::Tanh => x.tanh(),
            _ => googlenet_dsl::no_other_variant!(Elementwise, 6),
        }
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

    #[test]
    fn nan_of_either_sign_passes_every_function() {
        for function in functions() {
            for nan in [f32::NAN, -f32::NAN] {
                let mut values = VALUES;
                values[5] = nan;
                apply(function, &mut values);
                assert!(values[5].is_nan(), "{function:?} in memory");
                for isa in isas().filter(|_| is_simple(function)) {
                    let mut values = VALUES;
                    values[5] = nan;
                    // SAFETY: the test runs only instruction sets that the processor has.
                    unsafe { entry::<InRegisters>(isa)((function, &mut values)) };
                    assert!(values[5].is_nan(), "{function:?} on {}", isa.as_str());
                    let others = values.iter().filter(|x| x.is_nan()).count();
                    assert_eq!(others, 1, "{function:?} on {}", isa.as_str());
                }
            }
        }
    }

    #[test]
    fn functions_are_themselves_in_registers_and_in_memory() {
        for function in functions() {
            let expected = VALUES.map(|x| expected(function, x));
            let mut values = VALUES;
            apply(function, &mut values);
            assert_eq!(values, expected, "{function:?} in memory");
            for isa in isas() {
                if is_simple(function) {
                    let mut values = VALUES;
                    // SAFETY: the test runs only instruction sets that the processor has.
                    unsafe { entry::<InRegisters>(isa)((function, &mut values)) };
                    assert_eq!(values, expected, "{function:?} on {}", isa.as_str());
                }
            }
        }
    }
}
