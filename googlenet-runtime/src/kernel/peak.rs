//! How fast multiply-adds can be.

use super::Isa;
use super::arch::{Kernel, Simd, entry, with_simd};
use googlenet_dsl::plan::LANES;
use std::time::Instant;

/// Vectors that are summed side by side.
const SUMS: usize = 12;
const ROUNDS: usize = 20_000;
const TIMES: usize = 40;

/// Multiply-adds that one core does at most with an instruction set, in operations a second (two a multiply-add): the
/// best of many short runs on registers alone.
pub(crate) fn peak(isa: Isa) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..TIMES {
        let mut sink = [0.0f32; LANES];
        let start = Instant::now();
        // SAFETY: callers ask for instruction sets that the processor has.
        unsafe { entry::<Rounds>(isa)(&mut sink) };
        best = best.min(start.elapsed().as_secs_f64());
        std::hint::black_box(sink);
    }
    let sums = with_simd!(isa, S => vectors::<S>());
    (2 * LANES * sums * ROUNDS) as f64 / best
}

/// How many are enough to have all units busy, and few enough for the registers: 12 registers at least, of 16 or 32.
const fn vectors<S: Simd>() -> usize {
    let registers = size_of::<S::Vector>() / size_of::<S::Register>();
    SUMS / registers
}

/// Sums in registers.
struct Rounds;

impl Kernel for Rounds {
    type Args<'a> = &'a mut [f32; LANES];

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>(into: Self::Args<'_>) {
        // SAFETY: the caller's promise; the array has a vector's values.
        unsafe {
            let weights = S::broadcast(std::hint::black_box(0.5));
            let factor = std::hint::black_box(0.5f32);
            let mut sums = [S::broadcast(1.0); SUMS];
            for _ in 0..ROUNDS {
                for at in 0..vectors::<S>() {
                    sums[at] = S::multiply_add(factor, weights, sums[at]);
                }
            }
            let mut total = sums[0];
            for at in 1..vectors::<S>() {
                total = S::add(total, sums[at]);
            }
            S::store(into.as_mut_ptr(), total);
        }
    }
}
