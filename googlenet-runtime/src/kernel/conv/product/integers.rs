//! Sums of products of 8-bit integers without tiles; with AVX2 alone `blocks` computes them.

use crate::kernel::arch::amx::{Store, Sums, TILE_BYTES};
use crate::kernel::arch::{QuadKernel, Quads};
use googlenet_dsl::plan::LANES;

/// Arguments of the sums of some pixels of a block.
pub(super) struct Integers<'a> {
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
    pub(super) weights: *const u32,
    /// Initial sums, 16 of each panel.
    pub(super) bias: *const i32,
    pub(super) sums: *mut i32,
}

/// Kernel that writes the sums of the pixels of all stores to the memory of a block. All addresses must be valid.
pub(super) struct SumIntegers;

impl QuadKernel for SumIntegers {
    type Args<'a> = Integers<'a>;

    #[inline(always)]
    unsafe fn run<Q: Quads>(args: Integers<'_>) {
        // SAFETY: the caller guarantees the addresses and the instructions.
        unsafe {
            match (Q::WIDE, args.panels) {
                (true, 2) => all::<Q, 12, 2>(&args, 0),
                (true, _) => all::<Q, 12, 1>(&args, 0),
                (false, panels) => {
                    for panel in 0..panels {
                        all::<Q, 3, 1>(&args, panel);
                    }
                }
            }
        }
    }
}

/// Sums of all pixels for `PANELS` panels from index `panel` on, `PIXELS` pixels at once, and what is left one by one.
#[inline(always)]
unsafe fn all<Q: Quads, const PIXELS: usize, const PANELS: usize>(
    args: &Integers<'_>,
    panel: usize,
) {
    // SAFETY: the caller guarantees the addresses and the instructions.
    unsafe {
        let mut at = 0;
        while at + PIXELS <= args.stores.len() {
            sum::<Q, PIXELS, PANELS>(args, panel, at);
            at += PIXELS;
        }
        while at < args.stores.len() {
            sum::<Q, 1, PANELS>(args, panel, at);
            at += 1;
        }
    }
}

/// Sums of `PIXELS` pixels from the store with index `first` on.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn sum<Q: Quads, const PIXELS: usize, const PANELS: usize>(
    args: &Integers<'_>,
    panel: usize,
    first: usize,
) {
    const TILE: usize = TILE_BYTES / size_of::<u32>();
    // SAFETY: the caller guarantees the addresses and the instructions.
    unsafe {
        let mut inputs = [std::ptr::null::<u8>(); PIXELS];
        for pixel in 0..PIXELS {
            let slot = (args.stores[first + pixel].sums / Sums::PIXEL) as usize;
            inputs[pixel] = args.inputs[slot / 16].wrapping_add(slot % 16 * args.stride);
        }
        let mut sums = [[Q::load(args.bias.add(panel * LANES)); PANELS]; PIXELS];
        for number in 1..PANELS {
            let bias = Q::load(args.bias.add((panel + number) * LANES));
            for pixel in 0..PIXELS {
                sums[pixel][number] = bias;
            }
        }
        let mut weights = args.weights.add(panel * TILE);
        for step in 0..args.steps.len() {
            let offset = args.steps[step] as usize;
            for row in 0..TILE / LANES {
                for pixel in 0..PIXELS {
                    let from = inputs[pixel].add(offset + 4 * row).cast::<[u8; 4]>();
                    let values = u32::from_le_bytes(from.read());
                    for number in 0..PANELS {
                        let weights = weights.add(number * TILE + row * LANES);
                        sums[pixel][number] = Q::add(sums[pixel][number], values, weights);
                    }
                }
            }
            weights = weights.add(args.panels * TILE);
        }
        for pixel in 0..PIXELS {
            let place = args.stores[first + pixel].sums as usize / size_of::<i32>();
            for number in 0..PANELS {
                let to = args.sums.add(place + (panel + number) * LANES);
                Q::store(to, sums[pixel][number]);
            }
        }
    }
}
