//! How fast multiply-adds can be.

#[cfg(target_arch = "x86_64")]
use super::isa::{Avx2, Avx512};
use super::isa::{Isa, Level, Portable, with_isa};
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
        let mut sink = [0.0f32; 16];
        let start = Instant::now();
        let into = &mut sink;
        with_isa!(isa, rounds(into: &mut [f32; 16]));
        best = best.min(start.elapsed().as_secs_f64());
        std::hint::black_box(sink);
    }
    let sums = match isa {
        Isa::Portable => vectors::<Portable>(),
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => vectors::<Avx2>(),
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => vectors::<Avx512>(),
        #[cfg(not(target_arch = "x86_64"))]
        _ => vectors::<Portable>(),
    };
    (2 * 16 * sums * ROUNDS) as f64 / best
}

/// How many are enough to have all units busy, and few enough for the registers: 12 registers at least, of 16 or 32.
const fn vectors<L: Level>() -> usize {
    let registers = size_of::<L::Vector>() / size_of::<L::Register>();
    SUMS / registers
}

#[inline(always)]
#[allow(clippy::needless_range_loop)]
fn rounds<L: Level>(into: &mut [f32; 16]) {
    // SAFETY: `with_isa!` sees to the instruction set; the array has 16 values.
    unsafe {
        let weights = L::splat(std::hint::black_box(0.5));
        let factor = std::hint::black_box(0.5f32);
        let mut sums = [L::splat(1.0); SUMS];
        for _ in 0..ROUNDS {
            for at in 0..vectors::<L>() {
                sums[at] = L::multiply_add(factor, weights, sums[at]);
            }
        }
        let mut total = sums[0];
        for at in 1..vectors::<L>() {
            total = L::add(total, sums[at]);
        }
        L::store(into.as_mut_ptr(), total);
    }
}
