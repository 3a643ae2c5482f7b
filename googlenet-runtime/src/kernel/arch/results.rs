//! 8-bit integers made of 32-bit sums of products, with AVX2: the same as those of the general code, limited as integers,
//! as rounding keeps the order.

use super::amx::Store;
use std::arch::x86_64::*;

/// Sums of some pixels, 16 outputs each, and what becomes of them.
pub(in crate::kernel) struct Results<'a> {
    pub(in crate::kernel) stores: &'a [Store],
    /// Sums, from whose beginning those of each store are counted.
    pub(in crate::kernel) sums: *const i32,
    /// First pixel of the output.
    pub(in crate::kernel) output: *mut u8,
    /// 16 factors of the sums.
    pub(in crate::kernel) factors: *const f32,
    /// Limits of the products of sums and factors, with `zero_point` from 0 to 255.
    pub(in crate::kernel) limits: [f32; 2],
    pub(in crate::kernel) zero_point: f32,
    /// Bytes from an output to the integer that is added to it, with the factor of its distance from its zero point.
    pub(in crate::kernel) added: Option<(isize, [f32; 2])>,
}

/// Stores `round(limited(sum * factor + added)) + zero_point` of each sum.
///
/// # Safety
/// The addresses must be valid for 16 outputs of each store; the processor must have AVX2 and FMA.
#[target_feature(enable = "avx2,fma")]
pub(in crate::kernel) unsafe fn store_results(results: &Results<'_>) {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match results.added {
            None => store::<false>(results, 0, [0.0; 2]),
            Some((distance, scale)) => store::<true>(results, distance, scale),
        }
    }
}

#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn store<const ADDS: bool>(results: &Results<'_>, distance: isize, scale: [f32; 2]) {
    // SAFETY: the caller guarantees the addresses and the instructions.
    unsafe {
        let factors = results.factors;
        let factors = [_mm256_loadu_ps(factors), _mm256_loadu_ps(factors.add(8))];
        let [low, high] = results.limits;
        let integer = |limit: f32| {
            _mm256_set1_epi8((limit.round_ties_even() + results.zero_point) as u8 as i8)
        };
        let limits = [integer(low), integer(high)];
        // Larger values would be none of 32 bits.
        let high = _mm256_set1_ps(high);
        let zero_point = _mm256_set1_epi16(results.zero_point as i16);
        let scale = [_mm256_set1_ps(scale[0]), _mm256_set1_ps(scale[1])];
        let order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
        let of_pixel = |store: &Store| {
            let sums = results.sums.byte_add(store.sums as usize);
            let mut halves = [_mm256_setzero_si256(); 2];
            let held = match ADDS {
                true => {
                    let held = results.output.add(store.output as usize).offset(distance);
                    _mm_loadu_si128(held.cast())
                }
                false => _mm_setzero_si128(),
            };
            let held = [held, _mm_srli_si128::<8>(held)];
            for half in 0..2 {
                let sum = _mm256_loadu_si256(sums.add(8 * half).cast());
                let mut value = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), factors[half]);
                if ADDS {
                    let held = _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(held[half]));
                    value = _mm256_fmadd_ps(_mm256_sub_ps(held, scale[1]), scale[0], value);
                }
                halves[half] = _mm256_cvtps_epi32(_mm256_min_ps(value, high));
            }
            _mm256_adds_epi16(_mm256_packs_epi32(halves[0], halves[1]), zero_point)
        };
        let finished = |first, second| {
            let bytes = _mm256_packus_epi16(first, second);
            let bytes = _mm256_min_epu8(_mm256_max_epu8(bytes, limits[0]), limits[1]);
            _mm256_permutevar8x32_epi32(bytes, order)
        };
        let (pairs, rest) = results.stores.as_chunks::<2>();
        for [first, second] in pairs {
            let bytes = finished(of_pixel(first), of_pixel(second));
            let to = results.output.add(first.output as usize);
            _mm_storeu_si128(to.cast(), _mm256_castsi256_si128(bytes));
            let to = results.output.add(second.output as usize);
            _mm_storeu_si128(to.cast(), _mm256_extracti128_si256::<1>(bytes));
        }
        for store in rest {
            let value = of_pixel(store);
            let to = results.output.add(store.output as usize);
            _mm_storeu_si128(to.cast(), _mm256_castsi256_si128(finished(value, value)));
        }
    }
}
