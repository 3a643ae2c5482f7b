//! Sums of products of 8-bit integers with AVX2: some quarters of steps at a time, whose inputs and weights are widened
//! into memory that stays in the nearest cache.

use super::integers::Integers;
use super::pixels::TILE;
use crate::kernel::arch::amx::{Sums, TILE_BYTES};
use crate::kernel::arch::pairs::{PIXELS, add_products, widen_values, widen_weights};
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
                let part = Part {
                    args,
                    panel,
                    is_first: number == 0,
                    inputs,
                    weights: widened,
                    words: 2 * WORDS * quarters.len(),
                };
                part.all();
            }
        }
    }
}

/// Some quarters of steps of the sums of a panel.
struct Part<'a> {
    args: &'a Integers<'a>,
    panel: usize,
    /// Whether these are the first steps, before which sums are the initial ones.
    is_first: bool,
    /// Widened words of all pixels, and the weights of as many words.
    inputs: *const u32,
    weights: *const u32,
    words: usize,
}

impl Part<'_> {
    /// Adds the steps to the sums of all pixels.
    ///
    /// # Safety
    /// All addresses must be valid; the processor must have AVX2.
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn all(&self) {
        let count = self.args.stores.len();
        // SAFETY: the caller guarantees the addresses and the instructions; the pixels are those of the stores.
        unsafe {
            let mut at = 0;
            while at + PIXELS <= count {
                self.add::<PIXELS>(at);
                at += PIXELS;
            }
            const { assert!(PIXELS == 6) };
            match count - at {
                0 => {}
                1 => self.add::<1>(at),
                2 => self.add::<2>(at),
                3 => self.add::<3>(at),
                4 => self.add::<4>(at),
                _ => self.add::<5>(at),
            }
        }
    }

    /// Adds the steps to the sums of `COUNT` pixels from the store with index `first` on.
    ///
    /// # Safety
    /// As that of [`Part::all`]; there must be these stores.
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn add<const COUNT: usize>(&self, first: usize) {
        let Integers {
            stores, bias, sums, ..
        } = *self.args;
        let to: [*mut i32; COUNT] = std::array::from_fn(|pixel| {
            let place = stores[first + pixel].sums as usize / size_of::<i32>();
            sums.wrapping_add(place + self.panel * LANES)
        });
        let from = to.map(|to| match self.is_first {
            true => bias.wrapping_add(self.panel * LANES),
            false => to.cast_const(),
        });
        // SAFETY: the caller guarantees the addresses and the instructions.
        unsafe {
            let values = self.inputs.add(first * WIDENED);
            add_products::<COUNT>(values, WIDENED, self.weights, self.words, from, to);
        }
    }
}
