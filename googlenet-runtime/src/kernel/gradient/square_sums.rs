//! Sums of squares of weights and of their gradients.

use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, Simd, entry};

/// Number of sums that are formed side by side, so that they are the same bits on all instruction sets.
const SUMS: usize = 16;

/// Returns the sum of the squares of weights, and that of their gradients plus `factor` times the weight, in double
/// precision. The slices have the same length.
pub(crate) fn square_sums(isa: Isa, weights: &[f32], gradients: &[f32], factor: f32) -> [f64; 2] {
    let mut sums = [[0.0; SUMS]; 2];
    // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen.
    unsafe { entry::<SquareSums>(isa)((weights, gradients, factor, &mut sums)) };
    sums.map(|sums| sums.iter().sum())
}

/// Kernel that adds to sums side by side.
struct SquareSums;

impl Kernel for SquareSums {
    type Args<'a> = (&'a [f32], &'a [f32], f32, &'a mut [[f64; SUMS]; 2]);

    #[inline(always)]
    unsafe fn run<S: Simd>((weights, gradients, factor, sums): Self::Args<'_>) {
        let [mut of_weights, mut of_gradients] = *sums;
        let mut add = |weights: &[f32], gradients: &[f32]| {
            for (at, (weight, gradient)) in weights.iter().zip(gradients).enumerate() {
                let whole = f64::from(gradient + factor * weight);
                of_weights[at] += f64::from(*weight) * f64::from(*weight);
                of_gradients[at] += whole * whole;
            }
        };
        let (weights, rest_of_weights) = weights.as_chunks::<SUMS>();
        let (gradients, rest_of_gradients) = gradients.as_chunks::<SUMS>();
        for (weights, gradients) in weights.iter().zip(gradients) {
            add(weights, gradients);
        }
        add(rest_of_weights, rest_of_gradients);
        *sums = [of_weights, of_gradients];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::tests::harness::isas;

    #[test]
    fn sums_are_those_of_double_precision() {
        for len in [0, 1, 15, 16, 100] {
            let values = |seed| -> Vec<f32> {
                let at = |at| crate::weights::formula(seed, at) as f32;
                (0..len).map(at).collect()
            };
            let (weights, gradients) = (values(1), values(2));
            let of = |value: &dyn Fn(usize) -> f64| -> f64 {
                (0..weights.len()).map(|at| value(at).powi(2)).sum()
            };
            let expected = [
                of(&|at| f64::from(weights[at])),
                of(&|at| f64::from(gradients[at] + 0.5 * weights[at])),
            ];
            let mut all = isas().map(|isa| square_sums(isa, &weights, &gradients, 0.5));
            let first = all.next().expect("an instruction set");
            for (got, expected) in first.iter().zip(expected) {
                assert!(
                    (got - expected).abs() <= 1e-12 * expected,
                    "{got} {expected}"
                );
            }
            assert!(all.all(|sums| sums == first));
        }
    }
}
