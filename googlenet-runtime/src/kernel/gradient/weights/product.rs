//! Register tile of weight gradients: sums, over pixels, of some values of the input times some panels (of 16 channels)
//! of the gradient, with the sums in registers.

use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, Lines, PANEL_COUNTS, Simd, TileKernels, prefetch, with_simd};
use googlenet_dsl::plan::LANES;

/// Steps of a loop over pixels: the number of its rounds, and the numbers of values from one round to the next in the
/// input and in the gradient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Loop {
    pub(super) count: usize,
    pub(super) input: usize,
    pub(super) gradient: usize,
}

/// Channels of the gradient that one vector holds, and where their sums are stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    /// Address of the result's value for the first of the channels, in the tile's first row.
    pub(super) to: *mut f32,
    /// First of the lanes that are stored.
    pub(super) lane: usize,
    /// Number of lanes that are stored.
    pub(super) len: usize,
}

/// Arguments of one call of a register tile; numbers of values are numbers of `f32`.
pub(super) struct Product {
    /// Address of the first of the values of the input, of the first pixel; those of other rows of the result lie behind
    /// it.
    pub(super) input: *const f32,
    /// Address of the lanes of the first panel of the gradient, of the first pixel.
    pub(super) gradient: *const f32,
    /// Number of values from a panel of the gradient to the next.
    pub(super) block_stride: usize,
    /// Loops over the pixels, the outermost first.
    pub(super) loops: [Loop; 3],
    /// What is stored of each panel.
    pub(super) targets: [Target; PANEL_COUNTS],
    /// Whether all lanes of all panels are stored.
    pub(super) whole: bool,
    /// Number of values from a row of the result to the next.
    pub(super) row: usize,
    /// Whether the sums are added to the values in the result instead of replacing them.
    pub(super) add: bool,
    /// Address of the first memory to prefetch into the second-level cache: what is read after this call.
    pub(super) ahead: *const u8,
    /// Number of bytes to prefetch for each pixel: a cache line, or 0 to prefetch nothing.
    pub(super) ahead_step: usize,
}

/// Joins loops whose pixels lie at equal distances, so that the innermost loop has as many rounds as possible.
pub(super) fn joined(loops: [Loop; 3]) -> [Loop; 3] {
    let one = Loop {
        count: 1,
        input: 0,
        gradient: 0,
    };
    let mut joined = [one, one, loops[2]];
    let mut at = 2;
    for outer in [loops[1], loops[0]] {
        let inner = &mut joined[at];
        if outer.count == 1 {
            continue;
        }
        if inner.count == 1 {
            *inner = outer;
        } else if outer.input == inner.count * inner.input
            && outer.gradient == inner.count * inner.gradient
        {
            inner.count *= outer.count;
        } else {
            at -= 1;
            joined[at] = outer;
        }
    }
    joined
}

/// Function type of the register tiles.
///
/// # Safety
/// All addresses must be valid for the tile's rows and panels, no other thread may write to what is read or access what
/// is stored, and the processor must have the instruction set.
pub(super) type ProductFn = for<'a> unsafe fn(&'a Product);

/// Returns the maximum number of panels of a register tile.
pub(super) fn most_panels(isa: Isa) -> usize {
    with_simd!(isa, S => S::PANELS)
}

/// Returns the maximum number of rows of the result of a register tile of `panels` panels.
pub(super) fn most_rows(isa: Isa, panels: usize) -> usize {
    with_simd!(isa, S => S::LINE[panels])
}

/// Returns the register tile of `rows` rows of the result and `panels` panels.
///
/// # Panics
/// Panics if the instruction set has no tile of that size.
pub(super) fn product(isa: Isa, rows: usize, panels: usize) -> ProductFn {
    with_simd!(isa, S => {
        let lines = match rows <= S::PIXELS {
            true => Lines::Neither,
            false => Lines::Inputs,
        };
        S::tile::<ProductKernels>(lines, rows, panels)
    })
}

struct ProductKernels;

struct ProductKernel<const ROWS: usize, const PANELS: usize>;

impl TileKernels for ProductKernels {
    type Args<'a> = &'a Product;
    type Sized<const LINES: usize, const ROWS: usize, const PANELS: usize> =
        ProductKernel<ROWS, PANELS>;
}

impl<const ROWS: usize, const PANELS: usize> Kernel for ProductKernel<ROWS, PANELS> {
    type Args<'a> = &'a Product;

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>(args: &Product) {
        // SAFETY: the caller guarantees the addresses of the tile and the instruction set.
        unsafe {
            let sums = sums::<S, ROWS, PANELS>(args);
            if !args.whole {
                return store_part::<S, ROWS, PANELS>(args, &sums);
            }
            if args.add {
                for row in 0..ROWS {
                    for panel in 0..PANELS {
                        let to = args.targets[panel].to.add(row * args.row);
                        S::store(to, S::add(S::load(to), sums[row][panel]));
                    }
                }
            } else {
                for row in 0..ROWS {
                    for panel in 0..PANELS {
                        S::store(args.targets[panel].to.add(row * args.row), sums[row][panel]);
                    }
                }
            }
        }
    }
}

/// Returns the sums over all pixels.
///
/// # Safety
/// As for [`ProductFn`].
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn sums<S: Simd, const ROWS: usize, const PANELS: usize>(
    args: &Product,
) -> [[S::Vector; PANELS]; ROWS] {
    // SAFETY: the caller guarantees the addresses of the tile and the instruction set.
    unsafe {
        if args.add {
            for row in 0..ROWS {
                for panel in 0..PANELS {
                    prefetch(args.targets[panel].to.wrapping_add(row * args.row).cast());
                }
            }
        }
        let mut sums = [[S::broadcast(0.0); PANELS]; ROWS];
        let [images, lines, pixels] = args.loops;
        let block_stride = args.block_stride;
        let (mut ahead, ahead_step) = (args.ahead, args.ahead_step);
        let (mut image_input, mut image_gradient) = (args.input, args.gradient);
        for _ in 0..images.count {
            let (mut line_input, mut line_gradient) = (image_input, image_gradient);
            for _ in 0..lines.count {
                let (mut input, mut gradient) = (line_input, line_gradient);
                for _ in 0..pixels.count {
                    let mut vectors = [S::broadcast(0.0); PANELS];
                    for panel in 0..PANELS {
                        vectors[panel] = S::load(gradient.add(panel * block_stride));
                    }
                    for row in 0..ROWS {
                        let value = *input.add(row);
                        for panel in 0..PANELS {
                            sums[row][panel] =
                                S::multiply_add(value, vectors[panel], sums[row][panel]);
                        }
                    }
                    prefetch(ahead);
                    ahead = ahead.wrapping_add(ahead_step);
                    input = input.wrapping_add(pixels.input);
                    gradient = gradient.wrapping_add(pixels.gradient);
                }
                line_input = line_input.wrapping_add(lines.input);
                line_gradient = line_gradient.wrapping_add(lines.gradient);
            }
            image_input = image_input.wrapping_add(images.input);
            image_gradient = image_gradient.wrapping_add(images.gradient);
        }
        sums
    }
}

/// Stores the lanes of the panels that are to be stored.
///
/// # Safety
/// As for [`ProductFn`].
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn store_part<S: Simd, const ROWS: usize, const PANELS: usize>(
    args: &Product,
    sums: &[[S::Vector; PANELS]; ROWS],
) {
    let mut values = [[[0.0f32; LANES]; PANELS]; ROWS];
    for row in 0..ROWS {
        for panel in 0..PANELS {
            // SAFETY: the array has a vector's values; the caller guarantees the instruction set.
            unsafe { S::store(values[row][panel].as_mut_ptr(), sums[row][panel]) };
        }
    }
    for (row, values) in values.iter().enumerate() {
        for (target, values) in args.targets.iter().zip(values) {
            let values = &values[target.lane..][..target.len];
            // SAFETY: the caller guarantees that the lanes can be stored.
            let to = unsafe {
                std::slice::from_raw_parts_mut(target.to.add(row * args.row), target.len)
            };
            for (to, value) in to.iter_mut().zip(values) {
                *to = if args.add { *to + value } else { *value };
            }
        }
    }
}
