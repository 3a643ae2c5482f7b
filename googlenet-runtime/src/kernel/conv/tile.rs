//! Register tile: the micro-kernel that computes some pixels times some panels (of 16 output channels) over all
//! reduction rows, with the sums in registers. Used by direct convolution, and for the products of Winograd
//! convolution.

use super::segment::Segment;
use crate::kernel::Isa;
use crate::kernel::activation::{Apply, Rows, activate, is_simple};
pub(super) use crate::kernel::arch::Lines;
use crate::kernel::arch::{Kernel, MAX_LINE, MAX_PANELS, Simd, TileKernels, prefetch, with_simd};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;

/// Maximum number of pixels of a register tile, over all instruction sets that are compiled.
pub(super) const MAX_TILE_PIXELS: usize = MAX_LINE;

/// Number of reduction rows after which, at the end of a segment, the sums in registers are added to the values in the
/// tile's outputs and restarted at zero, which reduces the rounding error of long sums.
pub(super) const FLUSH: usize = 512;

/// Values for [`Tile::bias`] that change no bit of what they are added to, with which sums continue from the outputs.
pub(super) static NO_BIAS: [f32; MAX_PANELS * LANES] = [-0.0; MAX_PANELS * LANES];

/// Size of a cache line in bytes.
const CACHE_LINE: usize = 64;
/// Distance, in `f32` weights, from the weights that a tile of one pixel multiplies to those of the same tile that it
/// prefetches at that moment.
const STREAM: usize = 2048;

/// Arguments of one call of a register tile kernel; numbers of values are numbers of `f32`.
pub(super) struct Tile {
    /// Address of the first input under each pixel's window. Only the first entry is used if the inputs lie on a line
    /// (see [`Lines`]).
    pub(super) inputs: [*const f32; MAX_TILE_PIXELS],
    /// Address of each pixel's output lanes in the tile's first panel, 16 if it is not the last. Only the first entry
    /// is used if the outputs lie on a line.
    pub(super) outputs: [*mut f32; MAX_TILE_PIXELS],
    /// Number of values from a pixel's lanes in one panel to those in the next panel.
    pub(super) block_stride: usize,
    /// Number of lanes of the last panel that are stored: 16, or fewer if the memory behind them holds other values.
    /// Then there are at most [`FLUSH`] reduction rows, and `added` is `None`.
    pub(super) last: usize,
    /// Address of the packed weights: for each reduction row, the 16 weights of each panel of the tile.
    pub(super) weights: *const f32,
    /// Address of the initial values of the sums, 16 for each panel.
    pub(super) bias: *const f32,
    /// Address of the segments (reduction rows whose inputs lie side by side), in the order of the weights.
    pub(super) segments: *const Segment,
    /// Number of segments; with 0, no input is read.
    pub(super) segment_count: usize,
    /// Number of values from each output to a value that the sum starts with, beside the bias; `None` if it starts with
    /// the bias alone.
    pub(super) added: Option<isize>,
    /// Activation that is applied to the finished sums.
    pub(super) activation: Elementwise,
    /// Address of the first memory to prefetch into the cache: weights that are needed after this call.
    pub(super) ahead: *const u8,
    /// Number of bytes to prefetch for each reduction row; 0 to prefetch nothing.
    pub(super) ahead_step: usize,
    /// Number of tiles that the call computes, one behind the other; 1 if only the inputs lie on a line.
    pub(super) count: usize,
    /// Numbers of values from the inputs of a pixel to those of the same pixel of the next tile, and so of the outputs.
    pub(super) steps: [usize; 2],
}

/// Function type of the register tile kernels, as [`kernel`] returns them.
///
/// # Safety
/// All addresses of the tile must be valid for the tile's pixels and panels, no other thread may write to the inputs or
/// access the outputs, and the processor must have the instruction set.
pub(super) type TileFn = unsafe fn(&Tile);

impl Tile {
    /// Returns the address of the 16 output lanes of pixel `pixel` in panel `panel`, both counted from 0 within a tile.
    /// `moved` is the number of values from the outputs of the first of the tiles to those of that one.
    ///
    /// # Safety
    /// The tile must have that pixel and that panel.
    #[inline(always)]
    unsafe fn output<const LINES: usize>(
        &self,
        moved: usize,
        pixel: usize,
        panel: usize,
    ) -> *mut f32 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let pixel = match LINES == Lines::BOTH {
                true => self.outputs[0].add(pixel * LANES),
                false => self.outputs[pixel],
            };
            pixel.add(moved + panel * self.block_stride)
        }
    }
}

/// Returns the maximum number of pixels and of panels of an instruction set's register tiles; more pixels are possible
/// only if their inputs lie on a line: see [`max_line_pixels`].
pub(super) fn full(isa: Isa) -> [usize; 2] {
    with_simd!(isa, S => [S::PIXELS, S::PANELS])
}

/// Returns the maximum number of pixels of a register tile of `panels` panels whose inputs lie on a line: `LANES`
/// values from one pixel to the next, so that the kernel needs one input address only.
pub(super) fn max_line_pixels(isa: Isa, panels: usize) -> usize {
    with_simd!(isa, S => S::LINE[panels])
}

/// Returns the kernel for a tile of `pixels` pixels and `panels` panels; `lines` states whether inputs and outputs lie
/// on a line.
///
/// # Panics
/// Panics if the instruction set has no tile of that size.
pub(super) fn kernel(isa: Isa, lines: Lines, pixels: usize, panels: usize) -> TileFn {
    with_simd!(isa, S => S::tile::<SumKernels>(lines, pixels, panels))
}

/// Family of the register tile kernels of all sizes that compute sums of products.
struct SumKernels;

/// Register tile kernel for `PIXELS` pixels and `PANELS` panels; `LINES` is one of the constants of [`Lines`].
struct SumKernel<const LINES: usize, const PIXELS: usize, const PANELS: usize>;

impl TileKernels for SumKernels {
    type Args<'a> = &'a Tile;
    type Sized<const LINES: usize, const PIXELS: usize, const PANELS: usize> =
        SumKernel<LINES, PIXELS, PANELS>;
}

impl<const LINES: usize, const PIXELS: usize, const PANELS: usize> Kernel
    for SumKernel<LINES, PIXELS, PANELS>
{
    type Args<'a> = &'a Tile;

    #[inline(always)]
    unsafe fn run<S: Simd>(tile: &Tile) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            if LINES == Lines::INPUTS {
                debug_assert!(tile.count == 1, "one tile of a line of inputs");
                sum::<S, LINES, PIXELS, PANELS>(tile, [0; 2], tile.ahead);
                return;
            }
            let mut ahead = tile.ahead;
            let mut moved = [0; 2];
            for _ in 0..tile.count {
                ahead = sum::<S, LINES, PIXELS, PANELS>(tile, moved, ahead);
                moved = [moved[0] + tile.steps[0], moved[1] + tile.steps[1]];
            }
        }
    }
}

/// Returns the largest number of roundings that a product passes through in the sum over some segments, without that of
/// the product itself.
#[cfg(any(test, feature = "reference"))]
pub(super) fn sum_roundings(segments: &[Segment]) -> usize {
    let (mut longest, mut flushes, mut rows) = (0, 0, 0);
    for segment in segments {
        if rows >= FLUSH {
            flushes += 1;
            rows = 0;
        }
        rows += segment.len;
        longest = longest.max(rows);
    }
    longest + flushes
}

// Loops over indices here and below: closures, including those of iterators, do not inherit the instruction set of the
// function that they are inlined into, so intrinsics in them would become calls.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn sum<S: Simd, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    [moved_in, moved]: [usize; 2],
    ahead: *const u8,
) -> *const u8 {
    // SAFETY: the caller guarantees the addresses of the tile and the instruction set.
    unsafe {
        let mut sums = [[S::load(tile.bias); PANELS]; PIXELS];
        for panel in 1..PANELS {
            let bias = S::load(tile.bias.add(panel * LANES));
            for pixel in 0..PIXELS {
                sums[pixel][panel] = bias;
            }
        }
        if let Some(distance) = tile.added {
            add_held::<S, LINES, PIXELS, PANELS>(tile, moved, distance, &mut sums);
        }
        let mut place = Progress {
            segment: 0,
            weights: tile.weights,
            ahead,
            ahead_end: ahead,
        };
        let mut flushed = false;
        loop {
            add_segments::<S, LINES, PIXELS, PANELS>(tile, moved_in, &mut sums, &mut place);
            if place.segment == tile.segment_count {
                break;
            }
            flush::<S, LINES, PIXELS, PANELS>(tile, moved, &mut sums, flushed);
            flushed = true;
        }
        if flushed {
            flush::<S, LINES, PIXELS, PANELS>(tile, moved, &mut sums, true);
            load::<S, LINES, PIXELS, PANELS>(tile, moved, &mut sums);
        }
        activate::<S, PIXELS, PANELS>(tile.activation, &mut sums);
        for pixel in 0..PIXELS {
            for panel in 0..PANELS - 1 {
                let to = tile.output::<LINES>(moved, pixel, panel);
                S::store(to, sums[pixel][panel]);
            }
        }
        if tile.last == LANES {
            for pixel in 0..PIXELS {
                let to = tile.output::<LINES>(moved, pixel, PANELS - 1);
                S::store(to, sums[pixel][PANELS - 1]);
            }
        } else {
            for pixel in 0..PIXELS {
                let to = tile.output::<LINES>(moved, pixel, PANELS - 1);
                S::store_part(to, sums[pixel][PANELS - 1], tile.last);
            }
        }
        if !is_simple(tile.activation) {
            let (calls, pixels) = match LINES == Lines::BOTH {
                true => (1, PIXELS),
                false => (PIXELS, 1),
            };
            for pixel in 0..calls {
                let rows = Rows {
                    first: tile.output::<LINES>(moved, pixel, 0),
                    counts: [pixels, PANELS],
                    steps: [LANES, tile.block_stride],
                    last: tile.last,
                };
                S::entry::<Apply>()((tile.activation, rows));
            }
        }
        place.ahead_end
    }
}

/// Sets the sums to the values in the tile's outputs.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn load<S: Simd, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    moved: usize,
    sums: &mut [[S::Vector; PANELS]; PIXELS],
) {
    for pixel in 0..PIXELS {
        for panel in 0..PANELS {
            // SAFETY: the caller guarantees the addresses of the tile and the instruction set.
            unsafe {
                let from = tile.output::<LINES>(moved, pixel, panel);
                sums[pixel][panel] = S::load(from);
            }
        }
    }
}

/// Adds the values `distance` behind the tile's outputs to the sums.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn add_held<S: Simd, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    moved: usize,
    distance: isize,
    sums: &mut [[S::Vector; PANELS]; PIXELS],
) {
    for pixel in 0..PIXELS {
        for panel in 0..PANELS {
            // SAFETY: the caller guarantees the addresses of the tile and the instruction set.
            unsafe {
                let from = tile.output::<LINES>(moved, pixel, panel).offset(distance);
                sums[pixel][panel] = S::add(sums[pixel][panel], S::load(from));
            }
        }
    }
}

/// Position of a running register tile in its segments, weights and prefetching.
struct Progress {
    /// Index in [`Tile::segments`] of the next segment to add.
    segment: usize,
    /// Address of the weights of the next reduction row.
    weights: *const f32,
    /// Next address to prefetch.
    ahead: *const u8,
    /// Address up to which memory is prefetched when the segments before `segment` have been added.
    ahead_end: *const u8,
}

/// Adds the next segments (runs of reduction rows whose inputs lie side by side) to the sums, until at least [`FLUSH`]
/// rows are added or no segment is left. For each row, also prefetches the next `ahead_step` bytes of the weights that
/// are needed after this call; a tile of one pixel prefetches its own weights, too. Advances `place` behind all of it.
#[inline(always)]
#[allow(clippy::needless_range_loop, clippy::manual_memcpy)]
unsafe fn add_segments<S: Simd, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    moved: usize,
    sums: &mut [[S::Vector; PANELS]; PIXELS],
    place: &mut Progress,
) {
    // SAFETY: the caller guarantees the addresses of the tile and the instruction set.
    unsafe {
        let mut inputs = [tile.inputs[0]; PIXELS];
        for pixel in 0..PIXELS {
            inputs[pixel] = match LINES != Lines::NEITHER {
                true => tile.inputs[0].add(moved + pixel * LANES),
                false => tile.inputs[pixel].add(moved),
            };
        }
        // Local copies that nothing outside this loop refers to, so that they stay in registers.
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
            // One row in each iteration: with more, compilers load all inputs first and run out of registers.
            for input in offset..offset + len {
                add_row::<S, PIXELS, PANELS>(&mut local, &inputs, input, weights);
                if PIXELS == 1 {
                    // A tile of one pixel uses each weight once, so memory bandwidth is the limit.
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

/// Adds the sums to the values in the tile's outputs, or overwrites these if `add` is `false`, and restarts the sums at
/// zero.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn flush<S: Simd, const LINES: usize, const PIXELS: usize, const PANELS: usize>(
    tile: &Tile,
    moved: usize,
    sums: &mut [[S::Vector; PANELS]; PIXELS],
    add: bool,
) {
    // SAFETY: the caller guarantees the addresses of the tile and the instruction set.
    unsafe {
        for pixel in 0..PIXELS {
            for panel in 0..PANELS {
                let to = tile.output::<LINES>(moved, pixel, panel);
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

/// Adds one reduction row to the sums: one input value of each pixel, `offset` values behind the pixel's address in
/// `inputs`, times the row's weights.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn add_row<S: Simd, const PIXELS: usize, const PANELS: usize>(
    sums: &mut [[S::Vector; PANELS]; PIXELS],
    inputs: &[*const f32; PIXELS],
    offset: usize,
    weights: *const f32,
) {
    // SAFETY: the caller passes addresses of one input of each pixel and of one row of weights.
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
