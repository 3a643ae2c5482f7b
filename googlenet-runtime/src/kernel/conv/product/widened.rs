//! Sums without tiles: inputs and weights are widened to `f32`, and their products summed in the order of tiles.

use crate::kernel::arch::amx::{Store, Sums, TILE_BYTES};
use crate::kernel::arch::{Kernel, Simd};
use googlenet_dsl::plan::LANES;

/// Number of inputs of a step.
const INPUTS: usize = 32;
/// Largest number of pixels that are summed at once.
const MOST: usize = 6;

/// Arguments of the sums of some pixels of a block.
pub(super) struct Widened<'a> {
    /// Bytes from the first input under a window to the inputs of each step.
    pub(super) steps: &'a [u32],
    pub(super) stores: &'a [Store],
    /// First input under the window of the first pixel of each tile.
    pub(super) inputs: [*const u8; 2],
    /// Bytes from the inputs of a pixel of a tile to those of the next.
    pub(super) stride: usize,
    /// Number of panels, 1 or 2.
    pub(super) panels: usize,
    /// Weights: for each step a tile of each panel.
    pub(super) weights: *const f32,
    /// Initial sums, 16 of each panel.
    pub(super) bias: *const f32,
    pub(super) sums: *mut f32,
}

/// Kernel that writes the sums of the pixels of all stores to the memory of a block. All addresses must be valid.
pub(super) struct SumWidened;

impl Kernel for SumWidened {
    type Args<'a> = Widened<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Widened<'_>) {
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe {
            match (S::REGISTERS, args.panels) {
                (32, 2) => all::<S, MOST, 2>(&args, 0),
                (32, _) => all::<S, MOST, 1>(&args, 0),
                (_, panels) => {
                    for panel in 0..panels {
                        all::<S, 2, 1>(&args, panel);
                    }
                }
            }
        }
    }
}

/// Sums of all pixels for `PANELS` panels from index `panel` on.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn all<S: Simd, const PIXELS: usize, const PANELS: usize>(args: &Widened<'_>, panel: usize) {
    let mut at = 0;
    // Where no pixels are left, the last one again, to no effect.
    let mut unused = [0.0f32; 2 * LANES];
    while at < args.stores.len() {
        let mut inputs = [std::ptr::null(); PIXELS];
        let mut sums = [std::ptr::null_mut(); PIXELS];
        for pixel in 0..PIXELS {
            let store = args.stores[(at + pixel).min(args.stores.len() - 1)];
            let slot = (store.sums / Sums::PIXEL) as usize;
            let tile = args.inputs[slot / 16];
            inputs[pixel] = tile.wrapping_add(slot % 16 * args.stride);
            let value = store.sums as usize / size_of::<f32>() + panel * LANES;
            sums[pixel] = match at + pixel < args.stores.len() {
                true => args.sums.wrapping_add(value),
                false => unused.as_mut_ptr(),
            };
        }
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe { sum::<S, PIXELS, PANELS>(args, panel, &inputs, &sums) };
        at += PIXELS;
    }
}

#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn sum<S: Simd, const PIXELS: usize, const PANELS: usize>(
    args: &Widened<'_>,
    panel: usize,
    inputs: &[*const u8; PIXELS],
    sums: &[*mut f32; PIXELS],
) {
    const TILE: usize = TILE_BYTES / size_of::<f32>();
    // SAFETY: the caller guarantees the addresses and the instruction set.
    unsafe {
        for pixel in 0..PIXELS {
            for number in 0..PANELS {
                let bias = S::load(args.bias.add((panel + number) * LANES));
                S::store(sums[pixel].add(number * LANES), bias);
            }
        }
        let mut weights = args.weights.add(panel * TILE);
        let mut values = [[0.0f32; INPUTS]; PIXELS];
        for step in 0..args.steps.len() {
            for pixel in 0..PIXELS {
                let from = inputs[pixel].add(args.steps[step] as usize).cast::<u16>();
                let to = values[pixel].as_mut_ptr();
                S::store(to, S::load_bf16(from));
                S::store(to.add(LANES), S::load_bf16(from.add(LANES)));
            }
            let zero = S::broadcast(0.0);
            let mut even = [[zero; PANELS]; PIXELS];
            let mut odd = [[zero; PANELS]; PIXELS];
            for row in 0..INPUTS / 2 {
                let mut pairs = [[zero; 2]; PANELS];
                for number in 0..PANELS {
                    pairs[number] = S::load_pairs(weights.add(number * TILE + row * LANES).cast());
                }
                for pixel in 0..PIXELS {
                    let [first, second] = [values[pixel][2 * row], values[pixel][2 * row + 1]];
                    for number in 0..PANELS {
                        let [low, high] = pairs[number];
                        even[pixel][number] = S::multiply_add(first, low, even[pixel][number]);
                        odd[pixel][number] = S::multiply_add(second, high, odd[pixel][number]);
                    }
                }
            }
            for pixel in 0..PIXELS {
                for number in 0..PANELS {
                    let sum = sums[pixel].add(number * LANES);
                    let both = S::add(even[pixel][number], odd[pixel][number]);
                    S::store(sum, S::add(S::load(sum), both));
                }
            }
            weights = weights.add(args.panels * TILE);
        }
    }
}
