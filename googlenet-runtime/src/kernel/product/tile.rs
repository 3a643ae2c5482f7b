//! The register tile: some pixels times some panels of output channels, summed over the whole window.

use super::LANES;
use super::direct::Run;
use crate::kernel::activation;
#[cfg(target_arch = "x86_64")]
use crate::kernel::isa::{Avx2, Avx512};
use crate::kernel::isa::{Isa, Level, Portable, prefetch};
use googlenet_dsl::op::Elementwise;

/// Pixels of the largest tile.
pub(super) const MOST_PIXELS: usize = 14;

/// After so many rows the sums are set aside and begin anew, so that long ones lose less to rounding.
const FLUSH: usize = 512;

/// Bytes of a cache line.
const CACHE_LINE: usize = 64;
/// How many weights ahead of their use tiles of one pixel prefetch.
const STREAM: usize = 2048;

/// What a tile reads and writes.
pub(super) struct Tile {
    /// The first input under each pixel's window; where they lie on a line, only the first is looked at.
    pub(super) inputs: [*const f32; MOST_PIXELS],
    /// Each pixel's lanes of the first panel; where they lie on a line, only the first is looked at.
    pub(super) outputs: [*mut f32; MOST_PIXELS],
    /// From one panel's lanes to the next one's.
    pub(super) block_stride: usize,
    /// For each row of the sum, the weights of each panel.
    pub(super) weights: *const f32,
    /// The bias of each panel.
    pub(super) bias: *const f32,
    /// Where the inputs of the rows lie behind the window's first.
    pub(super) runs: *const Run,
    pub(super) run_count: usize,
    /// Whether the sums go on from what lies in the outputs instead of beginning with the bias.
    pub(super) resume: bool,
    pub(super) activation: Elementwise,
    /// What is prefetched meanwhile, and how many bytes of it with each row.
    pub(super) ahead: *const u8,
    pub(super) ahead_step: usize,
}

/// A tile of fixed size.
///
/// # Safety
/// All addresses of the tile are good for as many pixels and panels; nobody else writes the outputs or the inputs;
/// the processor has the instruction set.
pub(super) type Kernel = unsafe fn(&Tile);

impl Tile {
    /// A pixel's lanes of a panel.
    ///
    /// # Safety
    /// The tile has as many.
    #[inline(always)]
    unsafe fn output<const LINES: usize>(&self, pixel: usize, panel: usize) -> *mut f32 {
        // SAFETY: the caller's promise.
        unsafe {
            let pixel = match LINES == BOTH {
                true => self.outputs[0].add(pixel * LANES),
                false => self.outputs[pixel],
            };
            pixel.add(panel * self.block_stride)
        }
    }
}

/// Pixels and panels of the instruction set's full tile.
pub(super) fn full(isa: Isa) -> [usize; 2] {
    match isa {
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => [Avx512::PIXELS, Avx512::PANELS],
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => [Avx2::PIXELS, Avx2::PANELS],
        _ => [Portable::PIXELS, Portable::PANELS],
    }
}

/// The most pixels of a tile whose inputs lie side by side, `LANES` values from one to the next: one address serves all.
pub(super) fn most_of_line(isa: Isa, panels: usize) -> usize {
    match (isa, panels) {
        (Isa::Avx512, 3) => 9,
        (Isa::Avx512, _) => MOST_PIXELS,
        _ => full(isa)[0],
    }
}

/// What lies on a line, pixel behind pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    Neither,
    Inputs,
    Both,
}

const NEITHER: usize = Lines::Neither as usize;
const INPUTS: usize = Lines::Inputs as usize;
const BOTH: usize = Lines::Both as usize;

/// The kernel for a tile of so many pixels and panels.
pub(super) fn kernel(isa: Isa, lines: Lines, pixels: usize, panels: usize) -> Kernel {
    macro_rules! sizes {
        ($function:ident: $($pixels:literal)+ by $panels:literal; $($line:literal)*) => {
            match (lines, pixels) {
                $((Lines::Neither, $pixels) => $function::<NEITHER, $pixels, $panels>,)+
                $((Lines::Inputs, $pixels) => $function::<INPUTS, $pixels, $panels>,)+
                $((Lines::Inputs, $line) => $function::<INPUTS, $line, $panels>,)*
                $((Lines::Both, $pixels) => $function::<BOTH, $pixels, $panels>,)+
                $((Lines::Both, $line) => $function::<BOTH, $line, $panels>,)*
                _ => unreachable!("a tile of {pixels} pixels and {panels} panels"),
            }
        };
    }
    match (isa, panels) {
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx512, 1) => sizes!(avx512: 1 2 3 4 5 6 7 by 1; 8 9 10 11 12 13 14),
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx512, 2) => sizes!(avx512: 1 2 3 4 5 6 7 by 2; 8 9 10 11 12 13 14),
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx512, 3) => sizes!(avx512: 1 2 3 4 5 6 7 by 3; 8 9),
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx2, 1) => sizes!(avx2: 1 2 3 4 5 6 by 1;),
        (_, 1) => sizes!(portable: 1 2 by 1;),
        _ => unreachable!("a tile of {panels} panels"),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx2,fma")]
unsafe fn avx512<const LINES: usize, const PIXELS: usize, const PANELS: usize>(tile: &Tile) {
    // SAFETY: the caller's promise.
    unsafe { sum::<Avx512, LINES, PIXELS, PANELS>(tile) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
unsafe fn avx2<const LINES: usize, const PIXELS: usize, const PANELS: usize>(tile: &Tile) {
    // SAFETY: the caller's promise.
    unsafe { sum::<Avx2, LINES, PIXELS, PANELS>(tile) }
}

unsafe fn portable<const LINES: usize, const PIXELS: usize, const PANELS: usize>(tile: &Tile) {
    // SAFETY: the caller's promise.
    unsafe { sum::<Portable, LINES, PIXELS, PANELS>(tile) }
}

// Loops over indices here and below: a closure, or an iterator's, would not inherit the instruction set of the function
// that this is inlined into, and intrinsics in it would become calls.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn sum<L: Level, const LINES: usize, const PIXELS: usize, const PANELS: usize>(tile: &Tile) {
    // SAFETY: the tile's addresses are the caller's promise.
    unsafe {
        let mut sums = [[L::load(tile.bias); PANELS]; PIXELS];
        for panel in 1..PANELS {
            let bias = L::load(tile.bias.add(panel * LANES));
            for pixel in 0..PIXELS {
                sums[pixel][panel] = bias;
            }
        }
        if tile.resume {
            load::<L, LINES, PIXELS, PANELS>(tile, &mut sums);
        }
        let mut place = Place {
            run: 0,
            weights: tile.weights,
            ahead: tile.ahead,
            ahead_end: tile.ahead,
        };
        let mut flushed = false;
        loop {
            add_runs::<L, LINES, PIXELS, PANELS>(tile, &mut sums, &mut place);
            if place.run == tile.run_count {
                break;
            }
            flush::<L, LINES, PIXELS, PANELS>(tile, &mut sums, flushed);
            flushed = true;
        }
        if flushed {
            flush::<L, LINES, PIXELS, PANELS>(tile, &mut sums, true);
            load::<L, LINES, PIXELS, PANELS>(tile, &mut sums);
        }
        activation::activate::<L, PIXELS, PANELS>(tile.activation, &mut sums);
        for pixel in 0..PIXELS {
            for panel in 0..PANELS {
                let to = tile.output::<LINES>(pixel, panel);
                L::store(to, sums[pixel][panel]);
            }
        }
        if !activation::is_simple(tile.activation) {
            for pixel in 0..PIXELS {
                for panel in 0..PANELS {
                    let lanes = tile.output::<LINES>(pixel, panel);
                    let lanes = std::slice::from_raw_parts_mut(lanes, LANES);
                    activation::apply_slowly(tile.activation, lanes);
                }
            }
        }
    }
}

/// Loads what lies in the outputs.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn load<L: Level, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    sums: &mut [[L::Vector; PANELS]; PIXELS],
) {
    for pixel in 0..PIXELS {
        for panel in 0..PANELS {
            // SAFETY: the tile's addresses are the caller's promise.
            unsafe {
                let from = tile.output::<LINES>(pixel, panel);
                sums[pixel][panel] = L::load(from);
            }
        }
    }
}

/// How far a tile has come.
struct Place {
    run: usize,
    weights: *const f32,
    /// What is prefetched next, and where this ends for the runs so far.
    ahead: *const u8,
    ahead_end: *const u8,
}

/// Adds so many runs as are summed at a time, or the last ones.
#[inline(always)]
#[allow(clippy::needless_range_loop, clippy::manual_memcpy)]
unsafe fn add_runs<L: Level, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    sums: &mut [[L::Vector; PANELS]; PIXELS],
    place: &mut Place,
) {
    // SAFETY: the tile's addresses are the caller's promise.
    unsafe {
        let mut inputs = [tile.inputs[0]; PIXELS];
        for pixel in 0..PIXELS {
            inputs[pixel] = match LINES != NEITHER {
                true => tile.inputs[0].add(pixel * LANES),
                false => tile.inputs[pixel],
            };
        }
        // Copies, which nothing but this loop touches, so that they stay in registers.
        let mut local = *sums;
        let (mut weights, mut ahead) = (place.weights, place.ahead);
        let mut summed = 0;
        while place.run < tile.run_count && summed < FLUSH {
            let Run { offset, len } = *tile.runs.add(place.run);
            place.run += 1;
            summed += len;
            place.ahead_end = place.ahead_end.wrapping_add(tile.ahead_step * len);
            while ahead < place.ahead_end {
                prefetch(ahead);
                ahead = ahead.wrapping_add(CACHE_LINE);
            }
            // One row a round: of more, compilers load all inputs first, and have no registers for them.
            for input in offset..offset + len {
                add_row::<L, PIXELS, PANELS>(&mut local, &inputs, input, weights);
                if PIXELS == 1 {
                    // Each weight is used once: what limits is the memory that they come from.
                    for panel in 0..PANELS {
                        prefetch(weights.wrapping_add(STREAM + panel * LANES).cast());
                    }
                }
                weights = weights.add(PANELS * LANES);
            }
        }
        (place.weights, place.ahead) = (weights, ahead);
        *sums = local;
    }
}

/// Adds the sums to what lies in the outputs, or only stores them, and begins anew with zero.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn flush<L: Level, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    sums: &mut [[L::Vector; PANELS]; PIXELS],
    add: bool,
) {
    // SAFETY: the tile's addresses are the caller's promise.
    unsafe {
        for pixel in 0..PIXELS {
            for panel in 0..PANELS {
                let to = tile.output::<LINES>(pixel, panel);
                let sum = sums[pixel][panel];
                let total = match add {
                    true => L::add(L::load(to), sum),
                    false => sum,
                };
                L::store(to, total);
                sums[pixel][panel] = L::splat(0.0);
            }
        }
    }
}

/// Adds one input of each pixel times its weights to the sums.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn add_row<L: Level, const PIXELS: usize, const PANELS: usize>(
    sums: &mut [[L::Vector; PANELS]; PIXELS],
    inputs: &[*const f32; PIXELS],
    offset: usize,
    weights: *const f32,
) {
    // SAFETY: the caller gives addresses of one input of each pixel and of a row of weights.
    unsafe {
        let mut row = [L::splat(0.0); PANELS];
        for panel in 0..PANELS {
            row[panel] = L::load(weights.add(panel * LANES));
        }
        for pixel in 0..PIXELS {
            let value = *inputs[pixel].add(offset);
            for panel in 0..PANELS {
                sums[pixel][panel] = L::multiply_add(value, row[panel], sums[pixel][panel]);
            }
        }
    }
}
