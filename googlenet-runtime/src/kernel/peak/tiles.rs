//! Products of tiles on registers.

use super::fastest;
use crate::kernel::arch::amx::{Amx, TILE_BYTES, TileGuard};
use crate::splitmix::{GOLDEN, mix};
use std::arch::asm;

/// Number of times that two tiles are multiplied by two others in one timed run.
const ROUNDS: usize = 2_000;
/// Products of tiles of one round.
const PRODUCTS: usize = 4;

/// Four tiles of operands.
#[repr(align(64))]
struct Operands([u8; 4 * TILE_BYTES]);

/// Multiplies two tiles by two others [`ROUNDS`] times, with an instruction.
macro_rules! rounds {
    ($instruction:literal, $operands:expr) => {
        // SAFETY: callers have a guard, and the operands are four tiles.
        unsafe {
            asm!(
                "tilezero tmm0",
                "tilezero tmm1",
                "tilezero tmm2",
                "tilezero tmm3",
                "tileloadd tmm4, [{operands} + {row}*1]",
                "tileloadd tmm5, [{operands} + {row}*1 + 1024]",
                "tileloadd tmm6, [{operands} + {row}*1 + 2048]",
                "tileloadd tmm7, [{operands} + {row}*1 + 3072]",
                "2:",
                concat!($instruction, " tmm0, tmm4, tmm6"),
                concat!($instruction, " tmm1, tmm4, tmm7"),
                concat!($instruction, " tmm2, tmm5, tmm6"),
                concat!($instruction, " tmm3, tmm5, tmm7"),
                "dec {rounds}",
                "jnz 2b",
                operands = in(reg) $operands,
                row = in(reg) 64usize,
                rounds = inout(reg) ROUNDS => _,
                out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
                out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
                options(nostack, readonly),
            )
        }
    };
}

/// Returns the most operations in a second of the core that runs the calling thread, with tiles of pseudo-random
/// bfloat16 numbers: the processor's clock depends on the operands.
pub(super) fn peak_of_bf16(amx: Amx) -> f64 {
    let mut operands = random();
    for number in operands.0.chunks_mut(2) {
        // Of magnitudes from 2^-7 up to 2.
        number[1] = 0x3c | number[1] & 0x83;
    }
    let _guard = TileGuard::new(amx);
    let seconds = fastest(|| rounds!("tdpbf16ps", &operands));
    of_products(32, seconds)
}

/// Returns the most operations in a second of the core that runs the calling thread, with tiles of pseudo-random 8-bit
/// integers.
pub(super) fn peak_of_integers(amx: Amx) -> f64 {
    let operands = random();
    let _guard = TileGuard::new(amx);
    let seconds = fastest(|| rounds!("tdpbusd", &operands));
    of_products(64, seconds)
}

/// Returns the operations per second of the rounds, whose sums have `terms` products each.
fn of_products(terms: usize, seconds: f64) -> f64 {
    (2 * 16 * 16 * terms * PRODUCTS * ROUNDS) as f64 / seconds
}

fn random() -> Operands {
    let mut operands = Operands([0; 4 * TILE_BYTES]);
    for (at, word) in operands.0.chunks_mut(8).enumerate() {
        let bits = mix((at as u64 + 1).wrapping_mul(GOLDEN));
        word.copy_from_slice(&bits.to_ne_bytes());
    }
    operands
}
