//! Vector operations for x86-64 with AVX2 and FMA: a vector is two registers.

use super::simd::{BELOW_HALF, QUIET, SIGNED_NANS, Simd};
use super::tiles::tiles;
use std::arch::x86_64::*;

pub(in crate::kernel) struct Avx2;

/// Returns the masks of the first `len` lanes, at most 16, in the two registers of a vector.
///
/// # Safety
/// The processor must have AVX2.
#[inline(always)]
unsafe fn first_lanes(len: usize) -> [__m256i; 2] {
    static LANES: [i32; 32] = {
        let mut lanes = [0; 32];
        let mut lane = 0;
        while lane < 16 {
            lanes[lane] = -1;
            lane += 1;
        }
        lanes
    };
    let from = LANES[16 - len..].as_ptr();
    // SAFETY: at least 16 entries follow from there on; the caller guarantees the instruction set.
    unsafe {
        [
            _mm256_loadu_si256(from.cast()),
            _mm256_loadu_si256(from.add(8).cast()),
        ]
    }
}

/// Returns the values rounded to bfloat16, in the lower halves of the lanes; the upper halves are zero.
///
/// # Safety
/// The processor must have AVX2.
#[inline(always)]
unsafe fn rounded_bf16(values: __m256) -> __m256i {
    // SAFETY: the caller guarantees the instruction set.
    unsafe { _mm256_srli_epi32::<16>(rounded_upper(values)) }
}

/// Returns the values rounded to bfloat16, in the upper halves of the lanes; the lower halves are unspecified.
///
/// # Safety
/// The processor must have AVX2.
#[inline(always)]
unsafe fn rounded_upper(values: __m256) -> __m256i {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let bits = _mm256_castps_si256(values);
        let odd = _mm256_and_si256(_mm256_srli_epi32::<16>(bits), _mm256_set1_epi32(1));
        let half = _mm256_add_epi32(odd, _mm256_set1_epi32(BELOW_HALF));
        let rounded = _mm256_castsi256_ps(_mm256_add_epi32(bits, half));
        let quiet = _mm256_castsi256_ps(_mm256_or_si256(bits, _mm256_set1_epi32(QUIET)));
        let nan = _mm256_cmp_ps::<_CMP_UNORD_Q>(values, values);
        _mm256_castps_si256(_mm256_blendv_ps(rounded, quiet, nan))
    }
}

/// Implements functions of [`Simd`] with two vector operands, with one instruction for each of a vector's two
/// registers.
macro_rules! pairs {
    ($($name:ident: $instruction:ident),*) => {
        $(#[inline(always)]
        unsafe fn $name(a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
            // SAFETY: the caller upholds the safety requirements of this function.
            unsafe { [$instruction(a[0], b[0]), $instruction(a[1], b[1])] }
        })*
    };
}

impl Simd for Avx2 {
    type Vector = [__m256; 2];
    type Register = __m256;
    type Permutation = [__m256i; 2];
    type Words = __m256i;
    const TABLE: &'static str = include_str!("../conv/table/avx2.txt");
    tiles! { 1: 1 2 3 4 5 6; }
    const ROW_PIXELS: usize = 4;
    const REGISTERS: usize = 16;
    const INVERSE_ROOT_STEPS: usize = 2;

    #[inline(always)]
    unsafe fn rsqrt_estimate([low, high]: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { [_mm256_rsqrt_ps(low), _mm256_rsqrt_ps(high)] }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { [_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8))] }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, [low, high]: [__m256; 2]) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            _mm256_storeu_ps(to, low);
            _mm256_storeu_ps(to.add(8), high);
        }
    }

    #[inline(always)]
    unsafe fn stream(to: *mut f32, [low, high]: [__m256; 2]) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            _mm256_stream_ps(to, low);
            _mm256_stream_ps(to.add(8), high);
        }
    }

    #[inline(always)]
    unsafe fn end_streams() {
        // SAFETY: the caller guarantees the instruction set.
        unsafe { _mm_sfence() };
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, len: usize) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let [low, high] = first_lanes(len);
            [
                _mm256_maskload_ps(from, low),
                _mm256_maskload_ps(from.wrapping_add(8), high),
            ]
        }
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: [__m256; 2], len: usize) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            // Not masked: masked stores are slow on some processors.
            let (mut to, mut rest) = (to, vector[0]);
            if len & 16 != 0 {
                return Self::store(to, vector);
            }
            if len & 8 != 0 {
                _mm256_storeu_ps(to, rest);
                (to, rest) = (to.add(8), vector[1]);
            }
            let mut four = _mm256_castps256_ps128(rest);
            if len & 4 != 0 {
                _mm_storeu_ps(to, four);
                to = to.add(4);
                four = _mm256_extractf128_ps::<1>(rest);
            }
            if len & 2 != 0 {
                _mm_storel_pd(to.cast(), _mm_castps_pd(four));
                to = to.add(2);
                four = _mm_movehl_ps(four, four);
            }
            if len & 1 != 0 {
                _mm_store_ss(to, four);
            }
        }
    }

    #[inline(always)]
    unsafe fn load_bf16(from: *const u16) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let low = _mm256_cvtepu16_epi32(_mm_loadu_si128(from.cast()));
            let high = _mm256_cvtepu16_epi32(_mm_loadu_si128(from.add(8).cast()));
            [
                _mm256_castsi256_ps(_mm256_slli_epi32::<16>(low)),
                _mm256_castsi256_ps(_mm256_slli_epi32::<16>(high)),
            ]
        }
    }

    #[inline(always)]
    unsafe fn store_bf16(to: *mut u16, [low, high]: [__m256; 2]) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            // Packing takes the lower halves of both registers first, then the upper ones.
            let words = _mm256_packus_epi32(rounded_bf16(low), rounded_bf16(high));
            let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(words);
            _mm256_storeu_si256(to.cast(), words);
        }
    }

    #[inline(always)]
    unsafe fn load_mixed(from: *const u16) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let pairs = _mm256_loadu_si256(from.cast());
            let upper = _mm256_set1_epi32(i32::from(-1i16) << 16);
            [
                _mm256_castsi256_ps(_mm256_slli_epi32::<16>(pairs)),
                _mm256_castsi256_ps(_mm256_and_si256(pairs, upper)),
            ]
        }
    }

    #[inline(always)]
    unsafe fn store_mixed(to: *mut u16, [even, odd]: [__m256; 2]) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let words = _mm256_blend_epi16::<0xAA>(rounded_bf16(even), rounded_upper(odd));
            _mm256_storeu_si256(to.cast(), words);
        }
    }

    #[inline(always)]
    unsafe fn mixed([low, high]: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let even = _mm256_castps_pd(_mm256_shuffle_ps::<0b10_00_10_00>(low, high));
            let odd = _mm256_castps_pd(_mm256_shuffle_ps::<0b11_01_11_01>(low, high));
            [
                _mm256_castpd_ps(_mm256_permute4x64_pd::<0b11_01_10_00>(even)),
                _mm256_castpd_ps(_mm256_permute4x64_pd::<0b11_01_10_00>(odd)),
            ]
        }
    }

    #[inline(always)]
    unsafe fn load_pairs(from: *const u32) -> [[__m256; 2]; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let low = _mm256_loadu_si256(from.cast());
            let high = _mm256_loadu_si256(from.add(8).cast());
            let upper = _mm256_set1_epi32(i32::from(-1i16) << 16);
            let first = [_mm256_slli_epi32::<16>(low), _mm256_slli_epi32::<16>(high)];
            let second = [_mm256_and_si256(low, upper), _mm256_and_si256(high, upper)];
            [
                [_mm256_castsi256_ps(first[0]), _mm256_castsi256_ps(first[1])],
                [
                    _mm256_castsi256_ps(second[0]),
                    _mm256_castsi256_ps(second[1]),
                ],
            ]
        }
    }

    #[inline(always)]
    unsafe fn load_integers(from: *const i32) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            [
                _mm256_cvtepi32_ps(_mm256_loadu_si256(from.cast())),
                _mm256_cvtepi32_ps(_mm256_loadu_si256(from.add(8).cast())),
            ]
        }
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
    unsafe fn broadcast(value: f32) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { [_mm256_set1_ps(value); 2] }
    }

    #[inline(always)]
    unsafe fn multiply_add(value: f32, weights: [__m256; 2], sum: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let value = _mm256_set1_ps(value);
            [
                _mm256_fmadd_ps(value, weights[0], sum[0]),
                _mm256_fmadd_ps(value, weights[1], sum[1]),
            ]
        }
    }

    #[inline(always)]
    unsafe fn max_or_nan(a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let [low, high] = Self::max(a, b);
            [
                _mm256_blendv_ps(low, a[0], _mm256_cmp_ps::<_CMP_UNORD_Q>(a[0], a[0])),
                _mm256_blendv_ps(high, a[1], _mm256_cmp_ps::<_CMP_UNORD_Q>(a[1], a[1])),
            ]
        }
    }

    #[inline(always)]
    unsafe fn multiply_sum(a: [__m256; 2], b: [__m256; 2], sum: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            [
                _mm256_fmadd_ps(a[0], b[0], sum[0]),
                _mm256_fmadd_ps(a[1], b[1], sum[1]),
            ]
        }
    }

    #[inline(always)]
    unsafe fn product_error(a: [__m256; 2], b: [__m256; 2], product: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            [
                _mm256_fmsub_ps(a[0], b[0], product[0]),
                _mm256_fmsub_ps(a[1], b[1], product[1]),
            ]
        }
    }

    #[inline(always)]
    unsafe fn if_less(
        a: [__m256; 2],
        b: [__m256; 2],
        yes: [__m256; 2],
        no: [__m256; 2],
    ) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            [
                _mm256_blendv_ps(no[0], yes[0], _mm256_cmp_ps::<_CMP_LT_OQ>(a[0], b[0])),
                _mm256_blendv_ps(no[1], yes[1], _mm256_cmp_ps::<_CMP_LT_OQ>(a[1], b[1])),
            ]
        }
    }

    #[cfg(feature = "train")]
    #[inline(always)]
    unsafe fn if_equal(
        a: [__m256; 2],
        b: [__m256; 2],
        yes: [__m256; 2],
        no: [__m256; 2],
    ) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            [
                _mm256_blendv_ps(no[0], yes[0], _mm256_cmp_ps::<_CMP_EQ_OQ>(a[0], b[0])),
                _mm256_blendv_ps(no[1], yes[1], _mm256_cmp_ps::<_CMP_EQ_OQ>(a[1], b[1])),
            ]
        }
    }

    #[inline(always)]
    unsafe fn load_bytes(from: *const u8) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let bytes = _mm_loadu_si128(from.cast());
            let behind = _mm_srli_si128::<8>(bytes);
            [
                _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(bytes)),
                _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(behind)),
            ]
        }
    }

    #[inline(always)]
    unsafe fn store_bytes(to: *mut u8, [low, high]: [__m256; 2]) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            // Packing takes the lower halves of both registers first, then the upper ones.
            let words = _mm256_packus_epi32(_mm256_cvtps_epi32(low), _mm256_cvtps_epi32(high));
            let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(words);
            let (first, second) = (
                _mm256_castsi256_si128(words),
                _mm256_extracti128_si256::<1>(words),
            );
            _mm_storeu_si128(to.cast(), _mm_packus_epi16(first, second));
        }
    }

    #[inline(always)]
    unsafe fn round([low, high]: [__m256; 2]) -> [__m256; 2] {
        const NEAREST: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            [
                _mm256_round_ps::<NEAREST>(low),
                _mm256_round_ps::<NEAREST>(high),
            ]
        }
    }

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn pick(mut kept: [__m256; 2], from: [__m256; 2], table: &[i32; 16]) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function; the table has 16 entries.
        unsafe {
            for half in 0..2 {
                let lanes = _mm256_loadu_si256(table.as_ptr().add(8 * half).cast());
                let low = _mm256_permutevar8x32_ps(from[0], lanes);
                let high = _mm256_permutevar8x32_ps(from[1], lanes);
                // The sign bit of each lane selects: bit 3 of the index, and the sign of the index.
                let is_high = _mm256_castsi256_ps(_mm256_slli_epi32::<28>(lanes));
                let picked = _mm256_blendv_ps(low, high, is_high);
                kept[half] = _mm256_blendv_ps(picked, kept[half], _mm256_castsi256_ps(lanes));
            }
            kept
        }
    }

    fn permutes(table: &[i32; 16]) -> bool {
        // Each half of the lanes comes from the same half.
        let (low, high) = table.split_at(8);
        low.iter().all(|lane| (0..8).contains(lane))
            && high.iter().all(|lane| (8..16).contains(lane))
    }

    #[inline(always)]
    unsafe fn permutation(table: &[i32; 16]) -> [__m256i; 2] {
        // SAFETY: the caller upholds the safety requirements of this function; the table has 16 entries, of whose bits
        // the lowest three are used.
        unsafe {
            [
                _mm256_loadu_si256(table.as_ptr().cast()),
                _mm256_loadu_si256(table.as_ptr().add(8).cast()),
            ]
        }
    }

    #[inline(always)]
    unsafe fn permute([low, high]: [__m256; 2], [first, second]: [__m256i; 2]) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            [
                _mm256_permutevar8x32_ps(low, first),
                _mm256_permutevar8x32_ps(high, second),
            ]
        }
    }

    #[inline(always)]
    unsafe fn power_of_two([low, high]: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let bias = _mm256_set1_epi32(127);
            let low = _mm256_add_epi32(_mm256_cvtps_epi32(low), bias);
            let high = _mm256_add_epi32(_mm256_cvtps_epi32(high), bias);
            [
                _mm256_castsi256_ps(_mm256_slli_epi32::<23>(low)),
                _mm256_castsi256_ps(_mm256_slli_epi32::<23>(high)),
            ]
        }
    }

    pairs!(add: _mm256_add_ps, subtract: _mm256_sub_ps, multiply: _mm256_mul_ps, divide: _mm256_div_ps, max: _mm256_max_ps, min: _mm256_min_ps);
}
