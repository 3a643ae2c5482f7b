//! Register tile of weight gradients lane by lane: sums, over pixels, of the values under some taps times one panel of
//! the gradient, with the sums in registers.

use super::product::Loop;
use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, Lines, MAX_LINE, Simd, TileKernels, with_simd};
use googlenet_dsl::plan::LANES;

/// Arguments of one call of a register tile; numbers of values are numbers of `f32`.
pub(super) struct LaneProduct {
    /// Address of the values of the first pixel's window, 16 for each pixel.
    pub(super) input: *const f32,
    /// Number of values from there to those under each tap.
    pub(super) taps: [usize; MAX_LINE],
    /// Address of the lanes of the gradient, of the first pixel.
    pub(super) gradient: *const f32,
    /// Loops over the pixels, the outermost first.
    pub(super) loops: [Loop; 3],
    /// Address of the result's value for the first lane and the first tap.
    pub(super) to: *mut f32,
    /// Number of values from there to those of the next tap.
    pub(super) row: usize,
    /// Number of lanes that are stored.
    pub(super) len: usize,
    /// Whether the sums are added to the values in the result instead of replacing them.
    pub(super) add: bool,
}

/// Function type of the register tiles.
///
/// # Safety
/// All addresses must be valid for the tile's taps and lanes, no other thread may write to what is read or access what is
/// stored, and the processor must have the instruction set.
pub(super) type LaneProductFn = for<'a> unsafe fn(&'a LaneProduct);

/// Returns the maximum number of taps of a register tile.
pub(super) fn most_taps(isa: Isa) -> usize {
    with_simd!(isa, S => S::LINE[1])
}

/// Returns the register tile of `taps` taps.
///
/// # Panics
/// Panics if the instruction set has no tile of that size.
pub(super) fn lane_product(isa: Isa, taps: usize) -> LaneProductFn {
    with_simd!(isa, S => {
        let lines = match taps <= S::PIXELS {
            true => Lines::Neither,
            false => Lines::Inputs,
        };
        S::tile::<LaneKernels>(lines, taps, 1)
    })
}

struct LaneKernels;

struct LaneKernel<const TAPS: usize>;

impl TileKernels for LaneKernels {
    type Args<'a> = &'a LaneProduct;
    type Sized<const LINES: usize, const TAPS: usize, const PANELS: usize> = LaneKernel<TAPS>;
}

impl<const TAPS: usize> Kernel for LaneKernel<TAPS> {
    type Args<'a> = &'a LaneProduct;

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>(args: &LaneProduct) {
        // SAFETY: the caller guarantees the addresses of the tile and the instruction set.
        unsafe {
            let mut sums = [S::broadcast(0.0); TAPS];
            let [images, lines, pixels] = args.loops;
            let (mut image_input, mut image_gradient) = (args.input, args.gradient);
            for _ in 0..images.count {
                let (mut line_input, mut line_gradient) = (image_input, image_gradient);
                for _ in 0..lines.count {
                    let (mut input, mut gradient) = (line_input, line_gradient);
                    for _ in 0..pixels.count {
                        let vector = S::load(gradient);
                        for tap in 0..TAPS {
                            let value = S::load(input.add(args.taps[tap]));
                            sums[tap] = S::multiply_sum(value, vector, sums[tap]);
                        }
                        input = input.wrapping_add(pixels.input);
                        gradient = gradient.wrapping_add(pixels.gradient);
                    }
                    line_input = line_input.wrapping_add(lines.input);
                    line_gradient = line_gradient.wrapping_add(lines.gradient);
                }
                image_input = image_input.wrapping_add(images.input);
                image_gradient = image_gradient.wrapping_add(images.gradient);
            }
            let whole = args.len == LANES;
            for tap in 0..TAPS {
                let to = args.to.add(tap * args.row);
                if args.add {
                    let before = match whole {
                        true => S::load(to),
                        false => S::load_part(to, args.len),
                    };
                    sums[tap] = S::add(before, sums[tap]);
                }
                match whole {
                    true => S::store(to, sums[tap]),
                    false => S::store_part(to, sums[tap], args.len),
                }
            }
        }
    }
}
