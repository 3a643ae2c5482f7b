//! Sums of products of 8-bit integers with AVX2. Products in 16 bits would saturate in pairs, so integers are widened
//! to 16 bits first, many at a time: words of four to a word of the even and a word of the odd ones.

use std::arch::x86_64::*;

/// Number of words that are widened together: to as many words of even integers, and behind them as many of odd ones.
pub(in crate::kernel) const TOGETHER: usize = 4;

/// Number of pixels whose sums, of 16 outputs each, fit the registers.
pub(in crate::kernel) const PIXELS: usize = 6;

/// Sums of 16 outputs as 32-bit integers, modulo 2^32.
type Sums = [__m256i; 2];

/// Widens `words` words of four integers without sign, a multiple of [`TOGETHER`], to twice as many.
///
/// # Safety
/// The addresses must be valid for the words; the processor must have AVX2.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernel) unsafe fn widen_values(from: *const u8, words: usize, to: *mut u32) {
    // SAFETY: the caller guarantees the addresses.
    unsafe {
        for at in (0..words).step_by(TOGETHER) {
            let bytes = _mm_loadu_si128(from.add(4 * at).cast());
            let even = _mm_and_si128(bytes, _mm_set1_epi16(0xff));
            let odd = _mm_srli_epi16::<8>(bytes);
            let to = to.add(2 * at);
            _mm_storeu_si128(to.cast(), even);
            _mm_storeu_si128(to.add(TOGETHER).cast(), odd);
        }
    }
}

/// Widens the weights of `rows` words, a multiple of [`TOGETHER`], in each of which 16 outputs have four, to those of
/// twice as many words in the order of [`widen_values`].
///
/// # Safety
/// The addresses must be valid for the weights; the processor must have AVX2.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernel) unsafe fn widen_weights(from: *const u32, rows: usize, to: *mut u32) {
    // SAFETY: the caller guarantees the addresses.
    unsafe {
        for first in (0..rows).step_by(TOGETHER) {
            for row in first..first + TOGETHER {
                for half in [0, 8] {
                    let bytes = _mm256_loadu_si256(from.add(16 * row + half).cast());
                    let even = _mm256_srai_epi16::<8>(_mm256_slli_epi16::<8>(bytes));
                    let odd = _mm256_srai_epi16::<8>(bytes);
                    let to = to.add(16 * (first + row) + half);
                    _mm256_storeu_si256(to.cast(), even);
                    _mm256_storeu_si256(to.add(16 * TOGETHER).cast(), odd);
                }
            }
        }
    }
}

/// Adds to the sums of `COUNT` pixels, 16 outputs each, the products of `words` widened words of each pixel with their
/// weights. `apart` is the number of words from the values of a pixel to those of the next; `from`
/// are the initial sums of each pixel, and `to` is where the results are written.
///
/// # Safety
/// The addresses must be valid; the processor must have AVX2.
#[inline]
#[target_feature(enable = "avx2")]
#[allow(clippy::needless_range_loop)]
pub(in crate::kernel) unsafe fn add_products<const COUNT: usize>(
    values: *const u32,
    apart: usize,
    weights: *const u32,
    words: usize,
    from: [*const i32; COUNT],
    to: [*mut i32; COUNT],
) {
    // SAFETY: the caller guarantees the addresses.
    unsafe {
        let mut sums: [Sums; COUNT] = [[_mm256_setzero_si256(); 2]; COUNT];
        for pixel in 0..COUNT {
            let from = from[pixel];
            sums[pixel] = [
                _mm256_loadu_si256(from.cast()),
                _mm256_loadu_si256(from.add(8).cast()),
            ];
        }
        let mut rows = [values; COUNT];
        for pixel in 0..COUNT {
            rows[pixel] = values.add(pixel * apart);
        }
        for at in 0..words {
            let weights = weights.add(16 * at);
            let low = _mm256_loadu_si256(weights.cast());
            let high = _mm256_loadu_si256(weights.add(8).cast());
            for pixel in 0..COUNT {
                let word = *rows[pixel].add(at);
                let word = _mm256_set1_epi32(word.cast_signed());
                // Both products before both sums: in this order fewer sums wait for the units that multiply.
                let products = [_mm256_madd_epi16(word, low), _mm256_madd_epi16(word, high)];
                let [first, second] = &mut sums[pixel];
                *first = _mm256_add_epi32(*first, products[0]);
                *second = _mm256_add_epi32(*second, products[1]);
            }
        }
        for pixel in 0..COUNT {
            let [first, second] = sums[pixel];
            _mm256_storeu_si256(to[pixel].cast(), first);
            _mm256_storeu_si256(to[pixel].add(8).cast(), second);
        }
    }
}

/// Adds to the sums of `count` pixels what [`add_products`] adds to those of some. `sums` returns the initial sums of a
/// pixel, and where its results are written.
///
/// # Safety
/// As that of [`add_products`].
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernel) unsafe fn add_all_products(
    count: usize,
    values: *const u32,
    apart: usize,
    weights: *const u32,
    words: usize,
    sums: impl Fn(usize) -> (*const i32, *mut i32),
) {
    let add = Add {
        values,
        apart,
        weights,
        words,
        sums,
    };
    // SAFETY: the caller guarantees the addresses and the instructions.
    unsafe {
        let mut at = 0;
        // One or two pixels by themselves would take almost the time of four.
        while count - at >= PIXELS && ![7, 8].contains(&(count - at)) {
            add.some::<PIXELS>(at);
            at += PIXELS;
        }
        if count - at > PIXELS {
            add.some::<4>(at);
            at += 4;
        }
        const { assert!(PIXELS == 6) };
        match count - at {
            0 => {}
            1 => add.some::<1>(at),
            2 => add.some::<2>(at),
            3 => add.some::<3>(at),
            4 => add.some::<4>(at),
            _ => add.some::<5>(at),
        }
    }
}

/// Arguments of [`add_all_products`].
struct Add<F> {
    values: *const u32,
    apart: usize,
    weights: *const u32,
    words: usize,
    sums: F,
}

impl<F: Fn(usize) -> (*const i32, *mut i32)> Add<F> {
    /// Adds the products of `COUNT` pixels from `first` on.
    ///
    /// # Safety
    /// As that of [`add_products`].
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn some<const COUNT: usize>(&self, first: usize) {
        // Functions of arrays would call closures, which belong to other instructions than theirs.
        let mut from = [std::ptr::null(); COUNT];
        let mut to = [std::ptr::null_mut(); COUNT];
        for pixel in 0..COUNT {
            (from[pixel], to[pixel]) = (self.sums)(first + pixel);
        }
        let values = self.values.wrapping_add(first * self.apart);
        // SAFETY: the caller guarantees the addresses and the instructions.
        unsafe { add_products::<COUNT>(values, self.apart, self.weights, self.words, from, to) }
    }
}
