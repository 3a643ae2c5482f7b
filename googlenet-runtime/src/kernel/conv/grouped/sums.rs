//! Sums of products of the pixels of a row, in registers, for the kernel of `row.rs`.

use super::elements::Elements;
use super::row::{ANY, OutputRows, PERMUTED};
use crate::kernel::arch::Simd;
use googlenet_dsl::plan::LANES;

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
pub(super) unsafe fn by_rows<
    S: Simd,
    E: Elements,
    const STRIDE: usize,
    const COLUMNS: usize,
    const PLANES: usize,
    const PIXELS: usize,
>(
    rows: &OutputRows<E>,
    from: *const E::From,
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
                // Each input is multiplied for all pixels that read it before the next one is loaded. Long rows leave that to the
                // registers, of which there are many with such rows.
                let columns = if PIXELS > 4 {
                    0
                } else {
                    (PIXELS - 1) * STRIDE + COLUMNS
                };
                for column in 0..columns {
                    let value = E::load::<S>(from.add(column * E::PIXEL), LANES, rows.scaling.0);
                    let value = permuted::<S, PLANES>(value, permutation);
                    for tap in 0..COLUMNS {
                        let behind = column.wrapping_sub(tap);
                        if behind < PIXELS * STRIDE && behind.is_multiple_of(STRIDE.max(1)) {
                            let sum = &mut local[behind / STRIDE.max(1)][0];
                            *sum = S::multiply_sum(value, held[tap], *sum);
                        }
                    }
                }
                for pixel in 0..if PIXELS > 4 { PIXELS } else { 0 } {
                    for tap in 0..COLUMNS {
                        let value = from.add((pixel * STRIDE + tap) * E::PIXEL);
                        let value = E::load::<S>(value, LANES, rows.scaling.0);
                        let value = permuted::<S, PLANES>(value, permutation);
                        local[pixel][0] = S::multiply_sum(value, held[tap], local[pixel][0]);
                    }
                }
                weights = weights.add(COLUMNS * LANES);
                from = rows.wrapped(from.wrapping_add(rows.tap_steps[0]));
            }
            plane = plane.wrapping_add(rows.plane_step);
        }
        *sums = local;
    }
}

/// Adds the products of all taps to the sums of the pixels from `from` on, tap by tap.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
pub(super) unsafe fn by_taps<
    S: Simd,
    E: Elements,
    const STRIDE: usize,
    const PLANES: usize,
    const PIXELS: usize,
>(
    rows: &OutputRows<E>,
    from: *const E::From,
    sums: &mut [[S::Vector; 1]; PIXELS],
) {
    let [step, read] = match STRIDE {
        ANY => [rows.pixel_step, rows.lanes[0]],
        stride => [stride * E::PIXEL, LANES],
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
                        let value = from.add(pixel * step);
                        let value = E::load::<S>(value, read, rows.scaling.0);
                        let value = permuted::<S, PLANES>(value, permutation);
                        local[pixel][0] = S::multiply_sum(value, weight, local[pixel][0]);
                    }
                    weights = weights.add(LANES);
                    from = from.wrapping_add(rows.tap_steps[1]);
                }
                line = rows.wrapped(line.wrapping_add(rows.tap_steps[0]));
            }
            plane = plane.wrapping_add(rows.plane_step);
        }
        *sums = local;
    }
}
