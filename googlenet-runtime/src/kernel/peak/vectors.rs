//! Multiply-adds of `f32` vectors on registers.

use super::fastest;
use crate::kernel::arch::{Isa, Kernel, Simd, entry, with_simd};
use googlenet_dsl::plan::LANES;

/// Number of registers that hold running sums; enough to keep all execution units busy, and fewer than the 16 or 32
/// that processors have.
const SUMS: usize = 12;
/// Number of vector multiply-adds that each sum takes in one timed run.
const ROUNDS: usize = 20_000;

/// Returns the most floating-point operations in a second of the core that runs the calling thread, with an instruction
/// set that the processor must have. A multiply-add of one lane is two operations.
pub(super) fn peak(isa: Isa) -> f64 {
    let seconds = fastest(|| {
        let mut sink = [0.0f32; LANES];
        // SAFETY: callers only pass instruction sets that the processor has, and the array has a vector's values.
        unsafe { entry::<Rounds>(isa)(&mut sink) };
        std::hint::black_box(sink);
    });
    let sums = with_simd!(isa, S => vectors::<S>());
    (2 * LANES * sums * ROUNDS) as f64 / seconds
}

/// Returns the number of vectors of [`LANES`] lanes that fill [`SUMS`] registers and are summed independently.
const fn vectors<S: Simd>() -> usize {
    let registers = size_of::<S::Vector>() / size_of::<S::Register>();
    SUMS / registers
}

/// Kernel that performs [`ROUNDS`] multiply-adds on each of the sums in registers. The total is stored only so that the
/// compiler keeps the work.
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
