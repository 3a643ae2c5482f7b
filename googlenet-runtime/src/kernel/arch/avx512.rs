//! Vector operations for x86-64 with AVX-512F: a vector is one register.

use super::simd::{BELOW_HALF, QUIET, SIGNED_NANS, Simd};
use super::tiles::tiles;
use std::arch::x86_64::*;

pub(in crate::kernel) struct Avx512;

/// Returns the mask of the first `len` lanes, at most 16.
#[inline(always)]
fn first_lanes(len: usize) -> __mmask16 {
    ((1u32 << len) - 1) as __mmask16
}

/// Implements functions of [`Simd`] with two vector operands, with one instruction each.
macro_rules! singles {
    ($($name:ident: $instruction:ident),*) => {
        $(#[inline(always)]
        unsafe fn $name(a: __m512, b: __m512) -> __m512 {
            // SAFETY: the caller upholds the safety requirements of this function.
            unsafe { $instruction(a, b) }
        })*
    };
}

impl Simd for Avx512 {
    type Vector = __m512;
    type Register = __m512;
    type Permutation = __m512i;
    type Words = __m256i;
    const TABLE: &'static str = include_str!("../conv/table/avx512.txt");
    tiles! {
        1: 1 2 3 4 5 6 7, on a line 8 9 10 11 12 13 14;
        2: 1 2 3 4 5 6 7, on a line 8 9 10 11 12 13 14;
        3: 1 2 3 4 5 6 7, on a line 8 9;
    }
    const ROW_PIXELS: usize = 14;
    const REGISTERS: usize = 32;
    const INVERSE_ROOT_STEPS: usize = 1;

    #[inline(always)]
    unsafe fn rsqrt_estimate(a: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_rsqrt14_ps(a) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_loadu_ps(from) }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: __m512) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_storeu_ps(to, vector) }
    }

    #[inline(always)]
    unsafe fn stream(to: *mut f32, vector: __m512) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_stream_ps(to, vector) }
    }

    #[inline(always)]
    unsafe fn end_streams() {
        // SAFETY: the caller guarantees the instruction set.
        unsafe { _mm_sfence() };
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, len: usize) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_maskz_loadu_ps(first_lanes(len), from) }
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: __m512, len: usize) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_mask_storeu_ps(to, first_lanes(len), vector) }
    }

    #[inline(always)]
    unsafe fn load_bf16(from: *const u16) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let words = _mm512_cvtepu16_epi32(_mm256_loadu_si256(from.cast()));
            _mm512_castsi512_ps(_mm512_slli_epi32::<16>(words))
        }
    }

    #[inline(always)]
    unsafe fn store_bf16(to: *mut u16, vector: __m512) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let bits = _mm512_castps_si512(vector);
            let odd = _mm512_and_si512(_mm512_srli_epi32::<16>(bits), _mm512_set1_epi32(1));
            let half = _mm512_add_epi32(odd, _mm512_set1_epi32(BELOW_HALF));
            let nan = _mm512_cmp_ps_mask::<_CMP_UNORD_Q>(vector, vector);
            let rounded = _mm512_add_epi32(bits, half);
            let rounded = _mm512_mask_or_epi32(rounded, nan, bits, _mm512_set1_epi32(QUIET));
            let words = _mm512_cvtepi32_epi16(_mm512_srli_epi32::<16>(rounded));
            _mm256_storeu_si256(to.cast(), words);
        }
    }

    #[inline(always)]
    unsafe fn load_pairs(from: *const u32) -> [__m512; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let words = _mm512_loadu_si512(from.cast());
            let second = _mm512_and_si512(words, _mm512_set1_epi32(i32::from(-1i16) << 16));
            let first = _mm512_slli_epi32::<16>(words);
            [_mm512_castsi512_ps(first), _mm512_castsi512_ps(second)]
        }
    }

    #[inline(always)]
    unsafe fn load_integers(from: *const i32) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_cvtepi32_ps(_mm512_loadu_si512(from.cast())) }
    }

    #[inline(always)]
    unsafe fn load_ordered(from: *const u16) -> __m256i {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let words = _mm256_loadu_si256(from.cast());
            let reversed = _mm256_srli_epi16::<1>(_mm256_srai_epi16::<15>(words));
            let words = _mm256_xor_si256(words, reversed);
            _mm256_sub_epi16(words, _mm256_set1_epi16(SIGNED_NANS))
        }
    }

    #[inline(always)]
    unsafe fn store_ordered(to: *mut u16, words: __m256i) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let words = _mm256_add_epi16(words, _mm256_set1_epi16(SIGNED_NANS));
            let reversed = _mm256_srli_epi16::<1>(_mm256_srai_epi16::<15>(words));
            _mm256_storeu_si256(to.cast(), _mm256_xor_si256(words, reversed));
        }
    }

    #[inline(always)]
    unsafe fn zero_words() -> __m256i {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm256_setzero_si256() }
    }

    #[inline(always)]
    unsafe fn load_words(from: *const u16) -> __m256i {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm256_loadu_si256(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store_words(to: *mut u16, words: __m256i) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm256_storeu_si256(to.cast(), words) }
    }

    #[inline(always)]
    unsafe fn or_words(a: __m256i, b: __m256i) -> __m256i {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm256_or_si256(a, b) }
    }

    #[inline(always)]
    unsafe fn is_any_negative(words: __m256i) -> bool {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm256_testz_si256(words, _mm256_set1_epi16(i16::MIN)) == 0 }
    }

    #[inline(always)]
    unsafe fn max_words(a: __m256i, b: __m256i) -> __m256i {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm256_max_epi16(a, b) }
    }

    #[inline(always)]
    unsafe fn broadcast(value: f32) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_set1_ps(value) }
    }

    #[inline(always)]
    unsafe fn multiply_add(value: f32, weights: __m512, sum: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_fmadd_ps(_mm512_set1_ps(value), weights, sum) }
    }

    #[inline(always)]
    unsafe fn max_or_nan(a: __m512, b: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let ordered = _mm512_cmp_ps_mask::<_CMP_ORD_Q>(a, a);
            _mm512_mask_max_ps(a, ordered, a, b)
        }
    }

    #[inline(always)]
    unsafe fn multiply_sum(a: __m512, b: __m512, sum: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_fmadd_ps(a, b, sum) }
    }

    #[inline(always)]
    unsafe fn product_error(a: __m512, b: __m512, product: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_fmsub_ps(a, b, product) }
    }

    #[inline(always)]
    unsafe fn if_less(a: __m512, b: __m512, yes: __m512, no: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_mask_blend_ps(_mm512_cmp_ps_mask::<_CMP_LT_OQ>(a, b), no, yes) }
    }

    #[cfg(feature = "train")]
    #[inline(always)]
    unsafe fn if_equal(a: __m512, b: __m512, yes: __m512, no: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_mask_blend_ps(_mm512_cmp_ps_mask::<_CMP_EQ_OQ>(a, b), no, yes) }
    }

    #[inline(always)]
    unsafe fn load_bytes(from: *const u8) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_loadu_si128(from.cast()))) }
    }

    #[inline(always)]
    unsafe fn store_bytes(to: *mut u8, vector: __m512) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm_storeu_si128(to.cast(), _mm512_cvtepi32_epi8(_mm512_cvtps_epi32(vector))) }
    }

    #[inline(always)]
    unsafe fn pick(kept: __m512, from: __m512, table: &[i32; 16]) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function; the table has 16 entries.
        unsafe {
            let lanes = _mm512_loadu_si512(table.as_ptr().cast());
            let taken = _mm512_cmpge_epi32_mask(lanes, _mm512_setzero_si512());
            _mm512_mask_permutexvar_ps(kept, taken, lanes, from)
        }
    }

    fn permutes(table: &[i32; 16]) -> bool {
        table.iter().all(|lane| (0..16).contains(lane))
    }

    #[inline(always)]
    unsafe fn permutation(table: &[i32; 16]) -> __m512i {
        // SAFETY: the caller upholds the safety requirements of this function; the table has 16 entries.
        unsafe { _mm512_loadu_si512(table.as_ptr().cast()) }
    }

    #[inline(always)]
    unsafe fn permute(from: __m512, permutation: __m512i) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_permutexvar_ps(permutation, from) }
    }

    #[inline(always)]
    unsafe fn power_of_two(n: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let exponent = _mm512_add_epi32(_mm512_cvtps_epi32(n), _mm512_set1_epi32(127));
            _mm512_castsi512_ps(_mm512_slli_epi32::<23>(exponent))
        }
    }

    #[inline(always)]
    unsafe fn reciprocal(a: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let estimate = _mm512_rcp14_ps(a);
            let error = _mm512_fnmadd_ps(a, estimate, _mm512_set1_ps(1.0));
            _mm512_fmadd_ps(estimate, error, estimate)
        }
    }

    #[inline(always)]
    unsafe fn round(a: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(a) }
    }

    #[inline(always)]
    unsafe fn scale(a: __m512, n: __m512) -> __m512 {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { _mm512_scalef_ps(a, n) }
    }

    singles!(add: _mm512_add_ps, subtract: _mm512_sub_ps, multiply: _mm512_mul_ps, divide: _mm512_div_ps, max: _mm512_max_ps, min: _mm512_min_ps);
}
