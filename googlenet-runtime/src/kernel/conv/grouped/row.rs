//! Kernel of grouped convolution: rows of output pixels of 16 channels.

use super::super::descriptor::ConvDescriptor;
use super::elements::{Elements, InOrder, Scaling};
use super::sums::{by_rows, by_taps};
use crate::kernel::Isa;
use crate::kernel::activation::{Apply, Rows, activate, is_simple};
use crate::kernel::arch::{Kernel, Simd, entry, prefetch, with_simd};
use crate::kernel::number::Number;
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;
use std::marker::PhantomData;

/// Size of a cache line in bytes.
const CACHE_LINE: usize = 64;

/// Arguments of one call of the kernel; numbers of values are numbers of elements.
pub(super) struct OutputRows<E: Elements> {
    /// Address of the first input under the first pixel's window, in the first lane.
    pub(super) from: *const E::From,
    /// Address of the first pixel's first lane.
    pub(super) to: *mut E::To,
    /// How inputs, outputs and what is added to these stand for values.
    pub(super) scaling: Scaling<E>,
    /// Address behind a ring of rows of inputs, and its length in values: a row at or behind that address is the one that
    /// lies so many values before it. [`NO_RING`] if the rows lie one behind the other.
    pub(super) ring: [usize; 2],
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

/// [`OutputRows::ring`] of inputs whose rows lie one behind the other.
pub(super) const NO_RING: [usize; 2] = [usize::MAX, 0];

/// What the sums of outputs start with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Start {
    /// The 16 biases at this address.
    Bias(*const f32),
    /// The 16 biases at this address, and values this many bytes behind the outputs.
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
pub(super) unsafe fn rows(isa: Isa, rows: &OutputRows<InOrder<f32, f32>>) {
    let stride = rows.stride();
    let planes = match rows.planes {
        _ if !rows.permutations.is_null() => PERMUTED,
        1 => ONE,
        _ => SEVERAL,
    };
    let kernel = match (planes, stride, rows.taps[1]) {
        (ONE, 1, 3) => entry::<Row32<1, 3, ONE>>(isa),
        (ONE, 2, 3) => entry::<Row32<2, 3, ONE>>(isa),
        (ONE, 1, 5) => entry::<Row32<1, 5, ONE>>(isa),
        (ONE, 2, 5) => entry::<Row32<2, 5, ONE>>(isa),
        (ONE, 1, 7) => entry::<Row32<1, 7, ONE>>(isa),
        (ONE, 1, _) => entry::<Row32<1, ANY, ONE>>(isa),
        (PERMUTED, 1, 3) => entry::<Row32<1, 3, PERMUTED>>(isa),
        (PERMUTED, 2, 3) => entry::<Row32<2, 3, PERMUTED>>(isa),
        (PERMUTED, 1, 5) => entry::<Row32<1, 5, PERMUTED>>(isa),
        (PERMUTED, ..) => entry::<Row32<ANY, ANY, PERMUTED>>(isa),
        (_, 1, 3) => entry::<Row32<1, 3, SEVERAL>>(isa),
        (_, 2, 3) => entry::<Row32<2, 3, SEVERAL>>(isa),
        (_, 1, 5) => entry::<Row32<1, 5, SEVERAL>>(isa),
        _ => entry::<Row32<ANY, ANY, SEVERAL>>(isa),
    };
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { kernel(rows) }
}

/// Kernel of [`rows`].
type Row32<const STRIDE: usize, const COLUMNS: usize, const PLANES: usize> =
    RowKernel<InOrder<f32, f32>, STRIDE, COLUMNS, PLANES>;

/// Does what [`rows`] does, for elements of any type: reads whole pixels, without permutations. Outputs other than `f32` values
/// must be finished with these products, and their activation must be one of those of [`is_simple`].
///
/// # Safety
/// As for [`rows`].
pub(super) unsafe fn rows_of<E: Elements>(isa: Isa, rows: &OutputRows<E>) {
    let kernel = match (rows.planes, rows.stride(), rows.taps[1]) {
        (1, 1, 3) => entry::<RowKernel<E, 1, 3, ONE>>(isa),
        (1, 2, 3) => entry::<RowKernel<E, 2, 3, ONE>>(isa),
        (1, 1, 5) => entry::<RowKernel<E, 1, 5, ONE>>(isa),
        (1, 2, 5) => entry::<RowKernel<E, 2, 5, ONE>>(isa),
        _ => entry::<RowKernel<E, ANY, ANY, SEVERAL>>(isa),
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
pub(super) const ANY: usize = 0;

/// Values of a kernel's parameter for sums over one plane, over several, and over planes whose lanes are permuted.
const ONE: usize = 1;
const SEVERAL: usize = 2;
pub(super) const PERMUTED: usize = 3;

/// Kernel for windows `STRIDE` pixels apart, of `COLUMNS` columns of taps side by side, over pixels of [`LANES`] values
/// that are read and stored whole; or for [`ANY`]. `PLANES` is [`ONE`], [`SEVERAL`] or [`PERMUTED`].
struct RowKernel<E, const STRIDE: usize, const COLUMNS: usize, const PLANES: usize>(PhantomData<E>);

impl<E: Elements, const STRIDE: usize, const COLUMNS: usize, const PLANES: usize> Kernel
    for RowKernel<E, STRIDE, COLUMNS, PLANES>
{
    type Args<'a> = &'a OutputRows<E>;

    #[inline(always)]
    unsafe fn run<S: Simd>(rows: &OutputRows<E>) {
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
                    from: rows.wrapped(rows.from.wrapping_add(index * rows.row_steps[0])),
                    to: rows.to.wrapping_add(index * rows.row_steps[1]),
                };
                let mut at = 0;
                while S::ROW_PIXELS >= 14 && at + 14 <= rows.pixels {
                    tile::<S, E, STRIDE, COLUMNS, PLANES, 14>(rows, &row, at);
                    at += 14;
                }
                while S::ROW_PIXELS >= 7 && at + 7 <= rows.pixels {
                    tile::<S, E, STRIDE, COLUMNS, PLANES, 7>(rows, &row, at);
                    at += 7;
                }
                while at + 4 <= rows.pixels {
                    tile::<S, E, STRIDE, COLUMNS, PLANES, 4>(rows, &row, at);
                    at += 4;
                }
                if at + 2 <= rows.pixels {
                    tile::<S, E, STRIDE, COLUMNS, PLANES, 2>(rows, &row, at);
                    at += 2;
                }
                if at < rows.pixels {
                    tile::<S, E, STRIDE, COLUMNS, PLANES, 1>(rows, &row, at);
                }
                if !<E::To as Number>::IN_BLOCKS && !is_simple(rows.activation) {
                    let vectors = Rows {
                        first: row.to.cast(),
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
struct Row<E: Elements> {
    from: *const E::From,
    to: *mut E::To,
}

// Loops over indices here and below: closures, including those of iterators, do not inherit the instruction set of the
// function that they are inlined into.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn tile<
    S: Simd,
    E: Elements,
    const STRIDE: usize,
    const COLUMNS: usize,
    const PLANES: usize,
    const PIXELS: usize,
>(
    rows: &OutputRows<E>,
    row: &Row<E>,
    at: usize,
) {
    let [step, stored] = match STRIDE {
        ANY => [rows.pixel_step, rows.lanes[1]],
        stride => [stride * E::PIXEL, LANES],
    };
    let (_, [scaling, added]) = rows.scaling;
    // SAFETY: the caller guarantees the addresses of the row and the instruction set.
    unsafe {
        let to = row.to.add(at * rows.to_step);
        let mut sums = [[S::broadcast(0.0)]; PIXELS];
        match rows.start {
            Start::Bias(bias) => sums = [[S::load(bias)]; PIXELS],
            Start::BiasAnd(bias, distance) => {
                let bias = S::load(bias);
                for pixel in 0..PIXELS {
                    let held = to.add(pixel * rows.to_step).byte_offset(distance);
                    sums[pixel][0] = S::add(bias, E::load_output::<S>(held, stored, added));
                }
            }
            Start::Held => {
                for pixel in 0..PIXELS {
                    let held = to.add(pixel * rows.to_step);
                    sums[pixel][0] = E::load_output::<S>(held, stored, scaling);
                }
            }
            Start::Zero => {}
        }
        let from = row.from.wrapping_add(at * step);
        // Weights of a row of taps are held in registers where these suffice, and where it matters more that values are made once.
        let registers = (COLUMNS + PIXELS) * (LANES * size_of::<f32>() / size_of::<S::Register>());
        match COLUMNS != ANY && (E::WIDENS || registers < S::REGISTERS) {
            true => by_rows::<S, E, STRIDE, COLUMNS, PLANES, PIXELS>(rows, from, &mut sums),
            false => by_taps::<S, E, STRIDE, PLANES, PIXELS>(rows, from, &mut sums),
        }
        if matches!(rows.start, Start::Zero) {
            for pixel in 0..PIXELS {
                let held = to.add(pixel * rows.to_step);
                let held = E::load_output::<S>(held, stored, scaling);
                sums[pixel][0] = S::add(held, sums[pixel][0]);
            }
        }
        activate::<S, PIXELS, 1>(rows.activation, &mut sums);
        for pixel in 0..PIXELS {
            E::store::<S>(
                to.add(pixel * rows.to_step),
                sums[pixel][0],
                stored,
                scaling,
            );
        }
    }
}

impl<E: Elements> OutputRows<E> {
    /// Returns the number of pixels from a pixel's window to the next, or [`ANY`].
    fn stride(&self) -> usize {
        let dense = self.lanes == [LANES; 2] && self.tap_steps[1] == E::PIXEL;
        match self.pixel_step.is_multiple_of(E::PIXEL) && dense {
            true => self.pixel_step / E::PIXEL,
            false => ANY,
        }
    }

    /// Returns the address of an input in the row that follows, where `at` may lie behind the last row.
    #[inline(always)]
    pub(super) fn wrapped(&self, at: *const E::From) -> *const E::From {
        match at.addr() >= self.ring[0] {
            true => at.wrapping_sub(self.ring[1]),
            false => at,
        }
    }

    /// Returns the number of planes that are summed.
    #[inline(always)]
    pub(super) fn summed<const PLANES: usize>(&self) -> usize {
        if PLANES == ONE { 1 } else { self.planes }
    }

    /// Returns the permutation of the lanes of a plane; some one where lanes are not permuted.
    ///
    /// # Safety
    /// There must be such a plane; the processor must have the instruction set.
    #[inline(always)]
    pub(super) unsafe fn permutation<S: Simd, const PLANES: usize>(
        &self,
        plane: usize,
    ) -> S::Permutation {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            match PLANES == PERMUTED {
                true => S::permutation(&*self.permutations.add(plane)),
                false => S::permutation(&[0; LANES]),
            }
        }
    }
}
