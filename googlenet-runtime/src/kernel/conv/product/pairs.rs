//! Sums of products of 8-bit integers with AVX2: some quarters of steps at a time, whose inputs and weights are widened
//! into memory that stays in the nearest cache.

use super::integers::Integers;
use super::pixels::TILE;
use crate::kernel::arch::amx::{Sums, TILE_BYTES};
use crate::kernel::arch::pairs::{add_all_products, widen_values, widen_weights};
use googlenet_dsl::plan::LANES;
use std::mem::MaybeUninit;

/// Number of 32-bit values of the tile of a panel in a step.
const TILE_WORDS: usize = TILE_BYTES / size_of::<u32>();
/// Number of words of four inputs of a quarter of a step.
const WORDS: usize = TILE_WORDS / LANES / 4;
/// Number of quarters of steps whose inputs and weights are widened together.
const QUARTERS: usize = 16;
/// Number of widened words of a pixel.
const WIDENED: usize = 2 * WORDS * QUARTERS;

/// Words of inputs of a block of pixels, and of weights of 16 outputs.
#[repr(align(64))]
struct Widened {
    inputs: [[u32; WIDENED]; 2 * TILE],
    weights: [[u32; LANES]; WIDENED],
}

/// Writes the sums of the pixels of all stores to the memory of a block.
///
/// # Safety
/// All addresses must be valid; the processor must have AVX2.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) unsafe fn sum(args: &Integers<'_>) {
    let mut memory = MaybeUninit::<Widened>::uninit();
    let memory = memory.as_mut_ptr();
    // SAFETY: the caller guarantees the addresses and the instructions; a block has at most as many pixels as there is
    // memory for.
    unsafe {
        let inputs = (&raw mut (*memory).inputs).cast::<u32>();
        let widened = (&raw mut (*memory).weights).cast::<u32>();
        for (number, quarters) in args.quarters.chunks(QUARTERS).enumerate() {
            for (pixel, store) in args.stores.iter().enumerate() {
                let slot = (store.sums / Sums::PIXEL) as usize;
                let from = args.inputs[slot / TILE].wrapping_add(slot % TILE * args.stride);
                for (at, quarter) in quarters.iter().enumerate() {
                    let to = inputs.add(pixel * WIDENED + at * 2 * WORDS);
                    widen_values(from.add(quarter.offset as usize), WORDS, to);
                }
            }
            for panel in 0..args.panels {
                for (at, quarter) in quarters.iter().enumerate() {
                    let [step, part] = [quarter.index / 4, quarter.index % 4].map(|at| at as usize);
                    let tile = (step * args.panels + panel) * TILE_WORDS + part * WORDS * LANES;
                    let from = args.weights.add(tile);
                    widen_weights(from, WORDS, widened.add(at * 2 * WORDS * LANES));
                }
                // Before the first steps sums are the initial ones.
                let sums = |pixel: usize| {
                    let place = args.stores[pixel].sums as usize / size_of::<i32>();
                    let to = args.sums.wrapping_add(place + panel * LANES);
                    match number {
                        0 => (args.bias.wrapping_add(panel * LANES), to),
                        _ => (to.cast_const(), to),
                    }
                };
                let words = 2 * WORDS * quarters.len();
                add_all_products(args.stores.len(), inputs, WIDENED, widened, words, sums);
            }
        }
    }
}
