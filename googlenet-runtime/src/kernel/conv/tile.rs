//! The register tile: some pixels times some panels of output channels, summed over the whole window.

use super::segment::Segment;
use crate::kernel::Isa;
use crate::kernel::activation;
pub(super) use crate::kernel::arch::Lines;
use crate::kernel::arch::{Kernel, MOST_LINE, Simd, TileKernels, prefetch, with_simd};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;

/// Pixels of the largest tile.
pub(super) const MOST_PIXELS: usize = MOST_LINE;

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
    pub(super) segments: *const Segment,
    pub(super) segment_count: usize,
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
pub(super) type TileFn = unsafe fn(&Tile);

impl Tile {
    /// A pixel's lanes of a panel.
    ///
    /// # Safety
    /// The tile has as many.
    #[inline(always)]
    unsafe fn output<const LINES: usize>(&self, pixel: usize, panel: usize) -> *mut f32 {
        // SAFETY: the caller's promise.
        unsafe {
            let pixel = match LINES == Lines::BOTH {
                true => self.outputs[0].add(pixel * LANES),
                false => self.outputs[pixel],
            };
            pixel.add(panel * self.block_stride)
        }
    }
}

/// Pixels and panels of the instruction set's full tile.
pub(super) fn full(isa: Isa) -> [usize; 2] {
    with_simd!(isa, S => [S::PIXELS, S::PANELS])
}

/// The most pixels of a tile whose inputs lie side by side, `LANES` values from one to the next: one address serves all.
pub(super) fn most_of_line(isa: Isa, panels: usize) -> usize {
    with_simd!(isa, S => S::LINE[panels])
}

/// The kernel for a tile of so many pixels and panels.
pub(super) fn kernel(isa: Isa, lines: Lines, pixels: usize, panels: usize) -> TileFn {
    with_simd!(isa, S => S::tile::<Sums>(lines, pixels, panels))
}

/// Sums of a tile over the whole window.
struct Sums;

/// The same of one size.
struct SumsOf<const LINES: usize, const PIXELS: usize, const PANELS: usize>;

impl TileKernels for Sums {
    type Args<'a> = &'a Tile;
    type Sized<const LINES: usize, const PIXELS: usize, const PANELS: usize> =
        SumsOf<LINES, PIXELS, PANELS>;
}

impl<const LINES: usize, const PIXELS: usize, const PANELS: usize> Kernel
    for SumsOf<LINES, PIXELS, PANELS>
{
    type Args<'a> = &'a Tile;

    #[inline(always)]
    unsafe fn run<S: Simd>(tile: &Tile) {
        // SAFETY: the caller's promise.
        unsafe { sum::<S, LINES, PIXELS, PANELS>(tile) }
    }
}

// Loops over indices here and below: a closure, or an iterator's, would not inherit the instruction set of the function
// that this is inlined into, and intrinsics in it would become calls.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn sum<S: Simd, const LINES: usize, const PIXELS: usize, const PANELS: usize>(tile: &Tile) {
    // SAFETY: the tile's addresses are the caller's promise.
    unsafe {
        let mut sums = [[S::load(tile.bias); PANELS]; PIXELS];
        for panel in 1..PANELS {
            let bias = S::load(tile.bias.add(panel * LANES));
            for pixel in 0..PIXELS {
                sums[pixel][panel] = bias;
            }
        }
        if tile.resume {
            load::<S, LINES, PIXELS, PANELS>(tile, &mut sums);
        }
        let mut place = Progress {
            segment: 0,
            weights: tile.weights,
            ahead: tile.ahead,
            ahead_end: tile.ahead,
        };
        let mut flushed = false;
        loop {
            add_segments::<S, LINES, PIXELS, PANELS>(tile, &mut sums, &mut place);
            if place.segment == tile.segment_count {
                break;
            }
            flush::<S, LINES, PIXELS, PANELS>(tile, &mut sums, flushed);
            flushed = true;
        }
        if flushed {
            flush::<S, LINES, PIXELS, PANELS>(tile, &mut sums, true);
            load::<S, LINES, PIXELS, PANELS>(tile, &mut sums);
        }
        activation::activate::<S, PIXELS, PANELS>(tile.activation, &mut sums);
        for pixel in 0..PIXELS {
            for panel in 0..PANELS {
                let to = tile.output::<LINES>(pixel, panel);
                S::store(to, sums[pixel][panel]);
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
unsafe fn load<S: Simd, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    sums: &mut [[S::Vector; PANELS]; PIXELS],
) {
    for pixel in 0..PIXELS {
        for panel in 0..PANELS {
            // SAFETY: the tile's addresses are the caller's promise.
            unsafe {
                let from = tile.output::<LINES>(pixel, panel);
                sums[pixel][panel] = S::load(from);
            }
        }
    }
}

/// How far a tile has come.
struct Progress {
    segment: usize,
    weights: *const f32,
    /// What is prefetched next, and where this ends for the segments so far.
    ahead: *const u8,
    ahead_end: *const u8,
}

/// Adds so many segments as are summed at a time, or the last ones.
#[inline(always)]
#[allow(clippy::needless_range_loop, clippy::manual_memcpy)]
unsafe fn add_segments<S: Simd, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    sums: &mut [[S::Vector; PANELS]; PIXELS],
    place: &mut Progress,
) {
    // SAFETY: the tile's addresses are the caller's promise.
    unsafe {
        let mut inputs = [tile.inputs[0]; PIXELS];
        for pixel in 0..PIXELS {
            inputs[pixel] = match LINES != Lines::NEITHER {
                true => tile.inputs[0].add(pixel * LANES),
                false => tile.inputs[pixel],
            };
        }
        // Copies, which nothing but this loop touches, so that they stay in registers.
        let mut local = *sums;
        let (mut weights, mut ahead) = (place.weights, place.ahead);
        let mut summed = 0;
        while place.segment < tile.segment_count && summed < FLUSH {
            let Segment { offset, len } = *tile.segments.add(place.segment);
            place.segment += 1;
            summed += len;
            place.ahead_end = place.ahead_end.wrapping_add(tile.ahead_step * len);
            while ahead < place.ahead_end {
                prefetch(ahead);
                ahead = ahead.wrapping_add(CACHE_LINE);
            }
            // One row a round: of more, compilers load all inputs first, and have no registers for them.
            for input in offset..offset + len {
                add_row::<S, PIXELS, PANELS>(&mut local, &inputs, input, weights);
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
unsafe fn flush<S: Simd, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    sums: &mut [[S::Vector; PANELS]; PIXELS],
    add: bool,
) {
    // SAFETY: the tile's addresses are the caller's promise.
    unsafe {
        for pixel in 0..PIXELS {
            for panel in 0..PANELS {
                let to = tile.output::<LINES>(pixel, panel);
                let sum = sums[pixel][panel];
                let total = match add {
                    true => S::add(S::load(to), sum),
                    false => sum,
                };
                S::store(to, total);
                sums[pixel][panel] = S::broadcast(0.0);
            }
        }
    }
}

/// Adds one input of each pixel times its weights to the sums.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn add_row<S: Simd, const PIXELS: usize, const PANELS: usize>(
    sums: &mut [[S::Vector; PANELS]; PIXELS],
    inputs: &[*const f32; PIXELS],
    offset: usize,
    weights: *const f32,
) {
    // SAFETY: the caller gives addresses of one input of each pixel and of a row of weights.
    unsafe {
        let mut row = [S::broadcast(0.0); PANELS];
        for panel in 0..PANELS {
            row[panel] = S::load(weights.add(panel * LANES));
        }
        for pixel in 0..PIXELS {
            let value = *inputs[pixel].add(offset);
            for panel in 0..PANELS {
                sums[pixel][panel] = S::multiply_add(value, row[panel], sums[pixel][panel]);
            }
        }
    }
}
