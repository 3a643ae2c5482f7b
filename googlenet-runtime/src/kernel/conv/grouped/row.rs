//! Kernel of grouped convolution: rows of output pixels of 16 channels.

use super::super::descriptor::ConvDescriptor;
use crate::kernel::Isa;
use crate::kernel::activation::{Apply, Rows, activate, is_simple};
use crate::kernel::arch::{Kernel, Simd, entry, prefetch, with_simd};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;

/// Size of a cache line in bytes.
const CACHE_LINE: usize = 64;

/// Arguments of one call of the kernel; numbers of values are numbers of `f32`.
pub(super) struct OutputRows {
    /// Address of the first input under the first pixel's window, in the first lane.
    pub(super) from: *const f32,
    /// Address of the first pixel's first lane.
    pub(super) to: *mut f32,
    /// Number of rows of outputs.
    pub(super) rows: usize,
    /// Numbers of values from the input under a row's windows to that under the next row's, and from a row of outputs
    /// to the next.
    pub(super) row_steps: [usize; 2],
    /// Number of pixels of a row of outputs.
    pub(super) pixels: usize,
    /// Number of values from the input under a pixel's window to that under the next pixel's.
    pub(super) pixel_step: usize,
    /// Number of values from a row of taps to the next, and from a column to the next, in the input.
    pub(super) tap_steps: [usize; 2],
    /// Number of rows and of columns of taps.
    pub(super) taps: [usize; 2],
    /// Number of planes (one for each input channel of a group), and number of values from a plane to the next in the
    /// input.
    pub(super) planes: usize,
    pub(super) plane_step: usize,
    /// Address of the permutations with which the lanes of each plane are made from those that are read, one for each
    /// plane; null if the lanes lie as they are needed.
    pub(super) permutations: *const [i32; LANES],
    /// Number of values from an output pixel to the next.
    pub(super) to_step: usize,
    /// Number of lanes that are read of each input, and number of lanes that are stored, 1 to [`LANES`].
    pub(super) lanes: [usize; 2],
    /// Address of the packed weights of the 16 channels: taps, plane by plane.
    pub(super) weights: *const f32,
    pub(super) start: Start,
    pub(super) activation: Elementwise,
    /// Address of the first memory to prefetch into the cache, and number of bytes with each row of outputs.
    pub(super) ahead: *const u8,
    pub(super) ahead_step: usize,
}

/// What the sums of outputs start with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Start {
    /// The 16 biases at this address.
    Bias(*const f32),
    /// The 16 biases at this address, and values this many `f32` values behind the outputs.
    BiasAnd(*const f32, isize),
    /// The outputs: sums that go on.
    Held,
    /// Zero; the finished sums are added to the outputs.
    Zero,
}

/// Computes rows of outputs. Each sum adds the products plane by plane and row by row of taps, whatever the tile that
/// computes it.
///
/// # Safety
/// The inputs under all windows, the outputs and the weights must be valid for their lanes; no other code may write the
/// inputs or access the outputs meanwhile; the processor must have the instruction set.
pub(super) unsafe fn rows(isa: Isa, rows: &OutputRows) {
    let dense = rows.lanes == [LANES; 2] && rows.tap_steps[1] == LANES;
    let stride = match rows.pixel_step.is_multiple_of(LANES) && dense {
        true => rows.pixel_step / LANES,
        false => ANY,
    };
    let planes = match rows.planes {
        _ if !rows.permutations.is_null() => PERMUTED,
        1 => ONE,
        _ => SEVERAL,
    };
    let kernel = match (planes, stride, rows.taps[1]) {
        (ONE, 1, 3) => entry::<RowKernel<1, 3, ONE>>(isa),
        (ONE, 2, 3) => entry::<RowKernel<2, 3, ONE>>(isa),
        (ONE, 1, 5) => entry::<RowKernel<1, 5, ONE>>(isa),
        (ONE, 2, 5) => entry::<RowKernel<2, 5, ONE>>(isa),
        (ONE, 1, 7) => entry::<RowKernel<1, 7, ONE>>(isa),
        (ONE, 1, _) => entry::<RowKernel<1, ANY, ONE>>(isa),
        (PERMUTED, 1, 3) => entry::<RowKernel<1, 3, PERMUTED>>(isa),
        (PERMUTED, 2, 3) => entry::<RowKernel<2, 3, PERMUTED>>(isa),
        (PERMUTED, 1, 5) => entry::<RowKernel<1, 5, PERMUTED>>(isa),
        (PERMUTED, ..) => entry::<RowKernel<ANY, ANY, PERMUTED>>(isa),
        (_, 1, 3) => entry::<RowKernel<1, 3, SEVERAL>>(isa),
        (_, 2, 3) => entry::<RowKernel<2, 3, SEVERAL>>(isa),
        (_, 1, 5) => entry::<RowKernel<1, 5, SEVERAL>>(isa),
        _ => entry::<RowKernel<ANY, ANY, SEVERAL>>(isa),
    };
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { kernel(rows) }
}

/// Returns `true` if lanes can be permuted by this table.
pub(super) fn permutes(isa: Isa, table: &[i32; LANES]) -> bool {
    with_simd!(isa, S => S::permutes(table))
}

/// Returns how many vectors of inputs are read for each that is multiplied: fewer than one where a row of taps shares them.
pub(super) fn vectors(descriptor: &ConvDescriptor) -> f64 {
    let window = &descriptor.window;
    let [taps, stride, dilation] =
        [window.kernel, window.stride, window.dilation].map(|sizes| sizes[1] as usize);
    let pixels = pixels(descriptor.isa);
    let registers = |size: usize| (taps + pixels) * (LANES * size_of::<f32>() / size);
    let shares = with_simd!(descriptor.isa, S => {
        registers(size_of::<<S as Simd>::Register>()) < S::REGISTERS
    });
    if dilation > 1 || ![3, 5].contains(&taps) || stride > 2 || !shares {
        return 1.0;
    }
    let read = (pixels - 1) * stride + taps;
    (read as f64 / (pixels * taps) as f64).min(1.0)
}

/// Returns the largest number of pixels whose sums are in registers at a time.
pub(super) fn pixels(isa: Isa) -> usize {
    with_simd!(isa, S => S::ROW_PIXELS)
}

/// Value of a kernel's parameter that stands for any number: of a stride, also for any number of lanes and any distance
/// between taps.
const ANY: usize = 0;

/// Values of a kernel's parameter for sums over one plane, over several, and over planes whose lanes are permuted.
const ONE: usize = 1;
const SEVERAL: usize = 2;
const PERMUTED: usize = 3;

/// Kernel for windows `STRIDE` pixels apart, of `COLUMNS` columns of taps side by side, over pixels of [`LANES`] values
/// that are read and stored whole; or for [`ANY`]. `PLANES` is [`ONE`], [`SEVERAL`] or [`PERMUTED`].
struct RowKernel<const STRIDE: usize, const COLUMNS: usize, const PLANES: usize>;

impl<const STRIDE: usize, const COLUMNS: usize, const PLANES: usize> Kernel
    for RowKernel<STRIDE, COLUMNS, PLANES>
{
    type Args<'a> = &'a OutputRows;

    #[inline(always)]
    unsafe fn run<S: Simd>(rows: &OutputRows) {
        // SAFETY: the caller guarantees the addresses and the instruction set; all tiles lie within the rows.
        unsafe {
            for index in 0..rows.rows {
                let mut ahead = rows.ahead.wrapping_add(index * rows.ahead_step);
                let end = ahead.wrapping_add(rows.ahead_step);
                while ahead < end {
                    prefetch(ahead);
                    ahead = ahead.wrapping_add(CACHE_LINE);
                }
                let row = Row {
                    from: rows.from.wrapping_add(index * rows.row_steps[0]),
                    to: rows.to.wrapping_add(index * rows.row_steps[1]),
                };
                let mut at = 0;
                while S::ROW_PIXELS >= 14 && at + 14 <= rows.pixels {
                    tile::<S, STRIDE, COLUMNS, PLANES, 14>(rows, row, at);
                    at += 14;
                }
                while S::ROW_PIXELS >= 7 && at + 7 <= rows.pixels {
                    tile::<S, STRIDE, COLUMNS, PLANES, 7>(rows, row, at);
                    at += 7;
                }
                while at + 4 <= rows.pixels {
                    tile::<S, STRIDE, COLUMNS, PLANES, 4>(rows, row, at);
                    at += 4;
                }
                if at + 2 <= rows.pixels {
                    tile::<S, STRIDE, COLUMNS, PLANES, 2>(rows, row, at);
                    at += 2;
                }
                if at < rows.pixels {
                    tile::<S, STRIDE, COLUMNS, PLANES, 1>(rows, row, at);
                }
                if !is_simple(rows.activation) {
                    let vectors = Rows {
                        first: row.to,
                        counts: [rows.pixels, 1],
                        steps: [rows.to_step, LANES],
                        last: rows.lanes[1],
                    };
                    S::entry::<Apply>()((rows.activation, vectors));
                }
            }
        }
    }
}

/// Addresses of a row of outputs, and of the first input under its first window.
#[derive(Clone, Copy)]
struct Row {
    from: *const f32,
    to: *mut f32,
}

// Loops over indices here and below: closures, including those of iterators, do not inherit the instruction set of the
// function that they are inlined into.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn tile<
    S: Simd,
    const STRIDE: usize,
    const COLUMNS: usize,
    const PLANES: usize,
    const PIXELS: usize,
>(
    rows: &OutputRows,
    row: Row,
    at: usize,
) {
    let [step, stored] = match STRIDE {
        ANY => [rows.pixel_step, rows.lanes[1]],
        stride => [stride * LANES, LANES],
    };
    // SAFETY: the caller guarantees the addresses of the row and the instruction set.
    unsafe {
        let to = row.to.add(at * rows.to_step);
        let mut sums = [[S::broadcast(0.0)]; PIXELS];
        match rows.start {
            Start::Bias(bias) => sums = [[S::load(bias)]; PIXELS],
            Start::BiasAnd(bias, distance) => {
                let bias = S::load(bias);
                for pixel in 0..PIXELS {
                    let held = to.add(pixel * rows.to_step).offset(distance);
                    sums[pixel][0] = S::add(bias, S::load_part(held, stored));
                }
            }
            Start::Held => {
                for pixel in 0..PIXELS {
                    sums[pixel][0] = S::load_part(to.add(pixel * rows.to_step), stored);
                }
            }
            Start::Zero => {}
        }
        let from = row.from.wrapping_add(at * step);
        // Weights of a row of taps are held in registers where these suffice.
        let registers = (COLUMNS + PIXELS) * (LANES * size_of::<f32>() / size_of::<S::Register>());
        match COLUMNS != ANY && registers < S::REGISTERS {
            true => by_rows::<S, STRIDE, COLUMNS, PLANES, PIXELS>(rows, from, &mut sums),
            false => by_taps::<S, STRIDE, PLANES, PIXELS>(rows, from, &mut sums),
        }
        if matches!(rows.start, Start::Zero) {
            for pixel in 0..PIXELS {
                let held = S::load_part(to.add(pixel * rows.to_step), stored);
                sums[pixel][0] = S::add(held, sums[pixel][0]);
            }
        }
        activate::<S, PIXELS, 1>(rows.activation, &mut sums);
        for pixel in 0..PIXELS {
            let to = to.add(pixel * rows.to_step);
            match stored {
                LANES => S::store(to, sums[pixel][0]),
                _ => S::store_part(to, sums[pixel][0], stored),
            }
        }
    }
}

impl OutputRows {
    /// Returns the number of planes that are summed.
    #[inline(always)]
    fn summed<const PLANES: usize>(&self) -> usize {
        if PLANES == ONE { 1 } else { self.planes }
    }

    /// Returns the permutation of the lanes of a plane; some one where lanes are not permuted.
    ///
    /// # Safety
    /// There must be such a plane; the processor must have the instruction set.
    #[inline(always)]
    unsafe fn permutation<S: Simd, const PLANES: usize>(&self, plane: usize) -> S::Permutation {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            match PLANES == PERMUTED {
                true => S::permutation(&*self.permutations.add(plane)),
                false => S::permutation(&[0; LANES]),
            }
        }
    }
}

/// Returns the lanes of a vector as its plane's permutation orders them, or as they are where lanes are not permuted.
///
/// # Safety
/// The processor must have the instruction set.
#[inline(always)]
unsafe fn permuted<S: Simd, const PLANES: usize>(
    value: S::Vector,
    permutation: S::Permutation,
) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match PLANES == PERMUTED {
            true => S::permute(value, permutation),
            false => value,
        }
    }
}

/// Adds the products of all taps to the sums of the pixels from `from` on, with the weights of a row of taps in
/// registers.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn by_rows<
    S: Simd,
    const STRIDE: usize,
    const COLUMNS: usize,
    const PLANES: usize,
    const PIXELS: usize,
>(
    rows: &OutputRows,
    from: *const f32,
    sums: &mut [[S::Vector; 1]; PIXELS],
) {
    // SAFETY: the caller guarantees the addresses of the row and the instruction set.
    unsafe {
        let mut local = *sums;
        let mut weights = rows.weights;
        let mut plane = from;
        for at in 0..rows.summed::<PLANES>() {
            let permutation = rows.permutation::<S, PLANES>(at);
            let mut from = plane;
            for _ in 0..rows.taps[0] {
                let mut held = [S::load(weights); COLUMNS];
                for tap in 1..COLUMNS {
                    held[tap] = S::load(weights.add(tap * LANES));
                }
                for pixel in 0..PIXELS {
                    for tap in 0..COLUMNS {
                        let value = S::load(from.add((pixel * STRIDE + tap) * LANES));
                        let value = permuted::<S, PLANES>(value, permutation);
                        local[pixel][0] = S::multiply_sum(value, held[tap], local[pixel][0]);
                    }
                }
                weights = weights.add(COLUMNS * LANES);
                from = from.wrapping_add(rows.tap_steps[0]);
            }
            plane = plane.wrapping_add(rows.plane_step);
        }
        *sums = local;
    }
}

/// Adds the products of all taps to the sums of the pixels from `from` on, tap by tap.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn by_taps<S: Simd, const STRIDE: usize, const PLANES: usize, const PIXELS: usize>(
    rows: &OutputRows,
    from: *const f32,
    sums: &mut [[S::Vector; 1]; PIXELS],
) {
    let [step, read] = match STRIDE {
        ANY => [rows.pixel_step, rows.lanes[0]],
        stride => [stride * LANES, LANES],
    };
    // SAFETY: the caller guarantees the addresses of the row and the instruction set.
    unsafe {
        let mut local = *sums;
        let mut weights = rows.weights;
        let mut plane = from;
        for at in 0..rows.summed::<PLANES>() {
            let permutation = rows.permutation::<S, PLANES>(at);
            let mut line = plane;
            for _ in 0..rows.taps[0] {
                let mut from = line;
                for _ in 0..rows.taps[1] {
                    let weight = S::load(weights);
                    for pixel in 0..PIXELS {
                        let value = match read {
                            LANES => S::load(from.add(pixel * step)),
                            _ => S::load_part(from.add(pixel * step), read),
                        };
                        let value = permuted::<S, PLANES>(value, permutation);
                        local[pixel][0] = S::multiply_sum(value, weight, local[pixel][0]);
                    }
                    weights = weights.add(LANES);
                    from = from.wrapping_add(rows.tap_steps[1]);
                }
                line = line.wrapping_add(rows.tap_steps[0]);
            }
            plane = plane.wrapping_add(rows.plane_step);
        }
        *sums = local;
    }
}
