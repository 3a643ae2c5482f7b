//! Measurement of the processor's multiply-add throughput.

use super::Isa;
use super::arch::{Kernel, Simd, entry, with_simd};
use googlenet_dsl::plan::LANES;
use std::time::Instant;

/// Number of registers that hold running sums.
const SUMS: usize = 12;
/// Multiply-adds of each sum in one timed run.
const ROUNDS: usize = 20_000;
/// Number of timed runs, of which the fastest counts.
const TIMES: usize = 40;

/// Returns the peak multiply-add throughput of one core with an instruction set, in operations per second (a
/// multiply-add is two operations): the best of many short runs that only use registers.
pub(crate) fn peak(isa: Isa) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..TIMES {
        let mut sink = [0.0f32; LANES];
        let start = Instant::now();
        // SAFETY: callers only pass instruction sets that the processor has, and the array has a vector's values.
        unsafe { entry::<Rounds>(isa)(&mut sink) };
        best = best.min(start.elapsed().as_secs_f64());
        std::hint::black_box(sink);
    }
    let sums = with_simd!(isa, S => vectors::<S>());
    (2 * LANES * sums * ROUNDS) as f64 / best
}

/// Returns the number of vectors that are summed independently. Their 12 registers, of the 16 or 32 that processors
/// have, are enough to keep all execution units busy.
const fn vectors<S: Simd>() -> usize {
    let registers = size_of::<S::Vector>() / size_of::<S::Register>();
    SUMS / registers
}

/// Kernel that repeats multiply-adds on sums in registers.
struct Rounds;

impl Kernel for Rounds {
    type Args<'a> = &'a mut [f32; LANES];

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>(into: Self::Args<'_>) {
        // SAFETY: the caller guarantees the instruction set; the array has a vector's values.
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
