//! Measurement of the machine: the peak multiply-add throughput of a core, and the latency between two cores.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Returns the measurements as JSON.
pub(crate) fn report() -> String {
    let (isa, peak) = peak();
    format!(
        "{{\"isa\":\"{isa}\",\"gflops_a_core\":{peak:.1},\"hand_over_ns\":{:.0}}}",
        hand_over()
    )
}

/// Returns the time in nanoseconds in which a value written by one core is seen by another one: the shortest of five
/// tries; NaN on a machine with one core. Between cores that share no level-3 cache the time is much longer.
fn hand_over() -> f64 {
    const TURNS: u64 = 200_000;
    let once = || {
        let turn = AtomicU64::new(0);
        let play = |mine: u64| {
            for i in 0..TURNS {
                while turn.load(Ordering::Acquire) != 2 * i + mine {
                    std::hint::spin_loop();
                }
                turn.store(2 * i + mine + 1, Ordering::Release);
            }
        };
        let start = Instant::now();
        std::thread::scope(|scope| {
            scope.spawn(|| play(1));
            play(0);
        });
        start.elapsed().as_secs_f64() * 1e9 / (2 * TURNS) as f64
    };
    if std::thread::available_parallelism().map_or(1, usize::from) < 2 {
        return f64::NAN;
    }
    (0..5).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// Returns the name of the instruction set, and the peak throughput of independent multiply-adds of one core in 10^9
/// operations per second (a multiply-add is two operations); NaN on other processors than x86-64 with AVX2 or AVX-512.
fn peak() -> (&'static str, f64) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has the instruction set, as detected above.
            return ("avx512", best(|| unsafe { x86::avx512() }));
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has the instruction set, as detected above.
            return ("avx2", best(|| unsafe { x86::avx2() }));
        }
    }
    ("unknown", f64::NAN)
}

#[cfg(target_arch = "x86_64")]
fn best(run: impl Fn() -> f64) -> f64 {
    let once = || {
        let start = Instant::now();
        run() / start.elapsed().as_secs_f64() / 1e9
    };
    (0..40).map(|_| once()).fold(0.0, f64::max)
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;
    use std::hint::black_box;

    /// Number of independent sums, enough to hide the latency of a multiply-add.
    const CHAINS: usize = 12;
    const STEPS: usize = 100_000;

    /// Runs multiply-adds on registers, and returns the number of operations, two for each.
    #[target_feature(enable = "avx512f")]
    pub(super) fn avx512() -> f64 {
        let factor = _mm512_set1_ps(black_box(0.5));
        let mut sums = [_mm512_set1_ps(black_box(1.0)); CHAINS];
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = _mm512_fmadd_ps(*sum, factor, factor);
            }
        }
        black_box(sums);
        (STEPS * CHAINS * 16 * 2) as f64
    }

    /// Runs multiply-adds on registers, and returns the number of operations, two for each.
    #[target_feature(enable = "avx2,fma")]
    pub(super) fn avx2() -> f64 {
        let factor = _mm256_set1_ps(black_box(0.5));
        let mut sums = [_mm256_set1_ps(black_box(1.0)); CHAINS];
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = _mm256_fmadd_ps(*sum, factor, factor);
            }
        }
        black_box(sums);
        (STEPS * CHAINS * 8 * 2) as f64
    }
}
