//! Winograd's transforms of tiles of 3x3 outputs under windows of 3x3 taps, in exact integers, with AVX2.
//!
//! The points are 0, 1, -1, 2 and infinity. Of weights the integers `g(p)` are multiplied, without the divisors 2, -2,
//! -6, 6 and 1, so that what the transform of the products gives is 6 x 6 times the sums. It is computed modulo 2^32 and
//! multiplied by the inverse of 9; the shift by two bits that remains is exact while a sum has less than 30 bits.

use std::arch::x86_64::*;

/// Number of outputs, and of points, of a tile along an axis.
pub(in crate::kernel) const OUTPUTS: usize = 3;
pub(in crate::kernel) const POINTS: usize = 5;
/// Number of points of a tile.
pub(in crate::kernel) const ALL: usize = POINTS * POINTS;
/// Most input channels with which all sums have less than 30 bits.
pub(in crate::kernel) const MOST_CHANNELS: usize = (1 << 29) / (9 * 255 * 128);

/// Inverse of 9 modulo 2^32.
const INVERSE: i32 = 954_437_177;

/// Returns the values at the points of a row or column of three weights.
pub(in crate::kernel) fn weights_at([a, b, c]: [i32; 3]) -> [i32; POINTS] {
    [a, a + b + c, a - b + c, a + 2 * b + 4 * c, c]
}

/// Transforms a tile of 5x5 pixels, each with 16 integers without sign: writes 16 integers of each point, the first
/// ones to `to`, the next `apart` integers behind. `rows` and `columns` are the distances in bytes from `from` to each
/// row and column.
///
/// # Safety
/// The addresses must be valid; the processor must have AVX2.
#[inline]
#[target_feature(enable = "avx2")]
#[allow(clippy::needless_range_loop)]
pub(in crate::kernel) unsafe fn transform_values(
    from: *const u8,
    rows: &[usize; POINTS],
    columns: &[usize; POINTS],
    to: *mut i16,
    apart: usize,
) {
    // SAFETY: the caller guarantees the addresses.
    unsafe {
        let mut between = [[_mm256_setzero_si256(); POINTS]; POINTS];
        for row in 0..POINTS {
            let from = from.add(rows[row]);
            let mut values = [_mm256_setzero_si256(); POINTS];
            for column in 0..POINTS {
                let bytes = _mm_loadu_si128(from.add(columns[column]).cast());
                values[column] = _mm256_cvtepu8_epi16(bytes);
            }
            between[row] = values_at(values);
        }
        for column in 0..POINTS {
            let mut values = [_mm256_setzero_si256(); POINTS];
            for row in 0..POINTS {
                values[row] = between[row][column];
            }
            let values = values_at(values);
            for row in 0..POINTS {
                let to = to.add((row * POINTS + column) * apart);
                _mm256_storeu_si256(to.cast(), values[row]);
            }
        }
    }
}

/// Returns the values at the points of five inputs.
#[inline]
#[target_feature(enable = "avx2")]
fn values_at([a, b, c, d, e]: [__m256i; POINTS]) -> [__m256i; POINTS] {
    let twice = |values| _mm256_add_epi16(values, values);
    // d - b, and what is left of points 0 and infinity.
    let far = _mm256_sub_epi16(d, b);
    let first = _mm256_add_epi16(twice(_mm256_sub_epi16(a, c)), far);
    let last = _mm256_sub_epi16(_mm256_sub_epi16(e, c), twice(far));
    // d - c -+ 2 b, and at -1 another 2 c less.
    let near = _mm256_sub_epi16(d, c);
    let of_one = _mm256_sub_epi16(near, twice(b));
    let of_minus_one = _mm256_add_epi16(near, twice(_mm256_sub_epi16(b, c)));
    [first, of_one, of_minus_one, far, last]
}

/// Transforms the products of a tile, 16 outputs of each point, back: writes the sums of 3x3 pixels plus `bias` to
/// `to`, those of each next pixel `apart` integers behind. The products of each next point lie `from_apart` integers
/// behind `from`.
///
/// # Safety
/// The addresses must be valid for 16 integers; the processor must have AVX2.
#[inline]
#[target_feature(enable = "avx2")]
#[allow(clippy::needless_range_loop)]
pub(in crate::kernel) unsafe fn transform_products(
    from: *const i32,
    from_apart: usize,
    bias: *const i32,
    to: *mut i32,
    apart: usize,
) {
    // SAFETY: the caller guarantees the addresses.
    unsafe {
        for half in [0, 8] {
            let bias = _mm256_loadu_si256(bias.add(half).cast());
            let mut between = [[_mm256_setzero_si256(); OUTPUTS]; POINTS];
            for row in 0..POINTS {
                let mut products = [_mm256_setzero_si256(); POINTS];
                for column in 0..POINTS {
                    let from = from.add((row * POINTS + column) * from_apart + half);
                    products[column] = _mm256_loadu_si256(from.cast());
                }
                between[row] = sums_of(products);
            }
            for column in 0..OUTPUTS {
                let mut products = [_mm256_setzero_si256(); POINTS];
                for row in 0..POINTS {
                    products[row] = between[row][column];
                }
                let sums = sums_of(products);
                for row in 0..OUTPUTS {
                    let sum = _mm256_mullo_epi32(sums[row], _mm256_set1_epi32(INVERSE));
                    let sum = _mm256_add_epi32(_mm256_srai_epi32::<2>(sum), bias);
                    let to = to.add((row * OUTPUTS + column) * apart + half);
                    _mm256_storeu_si256(to.cast(), sum);
                }
            }
        }
    }
}

/// Returns six times the three sums of the products at the points.
#[inline]
#[target_feature(enable = "avx2")]
fn sums_of([a, b, c, d, e]: [__m256i; POINTS]) -> [__m256i; OUTPUTS] {
    let twice = |values| _mm256_add_epi32(values, values);
    let thrice = |values| _mm256_add_epi32(twice(values), values);
    let of_one = thrice(b);
    // The products at 2 and at -1.
    let both = _mm256_sub_epi32(d, c);
    let first = _mm256_sub_epi32(_mm256_add_epi32(thrice(a), both), of_one);
    let second = _mm256_sub_epi32(_mm256_add_epi32(twice(d), c), of_one);
    let third = _mm256_add_epi32(thrice(_mm256_add_epi32(d, twice(e))), both);
    [first, second, _mm256_sub_epi32(third, of_one)]
}
