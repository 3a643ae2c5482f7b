//! Sums of products of 8-bit integers in groups of four.

use super::fastest;
#[cfg(target_arch = "x86_64")]
use crate::kernel::arch::pairs;
use crate::kernel::arch::{QuadKernel, QuadSet, Quads};

/// Most sums that are added to in turns.
const MOST_SUMS: usize = 12;
/// Number of times that products are added to each sum in one timed run, a multiple of [`WEIGHTS`].
const ROUNDS: usize = 9_600;
/// Products of each addition: four of each of 16 outputs.
const PRODUCTS: usize = 64;
/// Number of different weights of 16 outputs, which take turns, so that no product is computed once for all rounds.
const WEIGHTS: usize = 32;
/// Number of different weights of pairs, between which sums stay in registers; a divisor of twice [`ROUNDS`].
#[cfg(target_arch = "x86_64")]
const PAIRS: usize = 256;

/// Returns the most operations in a second of the core that runs the calling thread, with instructions that the
/// processor must have.
pub(super) fn peak(set: QuadSet) -> f64 {
    let mut sums = 0;
    let seconds = fastest(|| {
        let mut memory = std::hint::black_box([[1i32; 16]; MOST_SUMS]);
        // SAFETY: callers only pass instructions that the processor has.
        sums = unsafe { run(set, &mut memory) };
        std::hint::black_box(memory);
    });
    (2 * PRODUCTS * sums * ROUNDS) as f64 / seconds
}

/// Adds to the sums, and returns how many there are.
///
/// # Safety
/// The processor must have the instructions.
unsafe fn run(set: QuadSet, memory: &mut [[i32; 16]; MOST_SUMS]) -> usize {
    let mut sums = 0;
    // SAFETY: the caller guarantees the instructions.
    unsafe { set.entry::<Rounds>()((memory, &mut sums)) };
    sums
}

/// Kernel that adds products to each of the sums in registers [`ROUNDS`] times.
struct Rounds;

/// Returns the number of sums: enough to keep all execution units busy, and few enough for the registers.
const fn sums<Q: Quads>() -> usize {
    match Q::WIDE {
        true => MOST_SUMS,
        false => 5,
    }
}

impl QuadKernel for Rounds {
    type Args<'a> = (&'a mut [[i32; 16]; MOST_SUMS], &'a mut usize);

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<Q: Quads>((memory, count): Self::Args<'_>) {
        let weights: [[u32; 16]; WEIGHTS] =
            std::array::from_fn(|at| [0x0102_03fd_u32.rotate_left(at as u32); 16]);
        let weights = std::hint::black_box(weights);
        let values = std::hint::black_box([0x7f01_ff10u32; MOST_SUMS]);
        // SAFETY: the caller guarantees the instructions; all arrays have 16 numbers.
        unsafe {
            let mut held = [Q::load(memory[0].as_ptr()); MOST_SUMS];
            for at in 1..sums::<Q>() {
                held[at] = Q::load(memory[at].as_ptr());
            }
            for _ in 0..ROUNDS / WEIGHTS {
                for step in 0..WEIGHTS {
                    for at in 0..sums::<Q>() {
                        held[at] = Q::add(held[at], values[at], weights[step].as_ptr());
                    }
                }
            }
            for at in 0..sums::<Q>() {
                Q::store(memory[at].as_mut_ptr(), held[at]);
            }
        }
        *count = sums::<Q>();
    }

    #[cfg(target_arch = "x86_64")]
    unsafe fn run_pairs((memory, count): Self::Args<'_>) {
        let weights: [[u32; 16]; PAIRS] =
            std::array::from_fn(|at| [0x0002_fffd_u32.rotate_left(at as u32); 16]);
        let weights = std::hint::black_box(weights);
        let values = std::hint::black_box([[0x0001_00ffu32; PAIRS]; pairs::PIXELS]);
        let mut sums = memory.iter_mut().map(|sums| sums.as_mut_ptr());
        let sums = [(); pairs::PIXELS].map(|()| sums.next().unwrap_or(std::ptr::null_mut()));
        // Two words of pairs have the products of one of four.
        for _ in 0..2 * ROUNDS / PAIRS {
            // SAFETY: the caller guarantees the instructions; all arrays are as long as their words.
            unsafe {
                pairs::add_products(
                    values.as_ptr().cast(),
                    PAIRS,
                    weights.as_ptr().cast(),
                    PAIRS,
                    sums.map(|sums| sums.cast_const()),
                    sums,
                );
            }
        }
        *count = pairs::PIXELS;
    }
}
