//! Vector operations in plain Rust, for any processor.

use super::simd::{BELOW_HALF, QUIET, SIGNED_NANS, Simd};
use super::tiles::tiles;
use googlenet_dsl::plan::LANES;

/// Instruction set without intrinsics; the compiler vectorises the loops for the target's basic features. Convolutions
/// use the table of algorithms measured with AVX2.
pub(in crate::kernel) struct Portable;

type Lanes = [f32; LANES];

/// Implements functions of [`Simd`] with two vector operands, lane by lane.
macro_rules! lanes {
    ($($name:ident: |$a:ident, $b:ident| $value:expr),* $(,)?) => {
        $(#[inline(always)]
        unsafe fn $name(mut a: Lanes, b: Lanes) -> Lanes {
            for lane in 0..LANES {
                let ($a, $b) = (a[lane], b[lane]);
                a[lane] = $value;
            }
            a
        })*
    };
}

impl Simd for Portable {
    type Vector = Lanes;
    /// Four lanes, as in the 128-bit vector registers of x86-64 and AArch64.
    type Register = [f32; 4];
    type Permutation = [usize; LANES];
    type Words = [i16; LANES];
    const TABLE: &'static str = include_str!("../conv/table/avx2.txt");
    tiles! { 1: 1 2; }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Lanes {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { from.cast::<Lanes>().read() }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: Lanes) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { to.cast::<Lanes>().write(vector) }
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, len: usize) -> Lanes {
        let mut lanes = [0.0; LANES];
        let mut at = 0;
        macro_rules! load {
            ($($lanes:literal)+) => {
                $(if len & $lanes != 0 {
                    // SAFETY: the caller upholds the safety requirements of this function; the lanes from `at` on are
                    // among the first `len`.
                    unsafe {
                        let to = lanes.as_mut_ptr().add(at).cast::<[f32; $lanes]>();
                        to.write(from.add(at).cast::<[f32; $lanes]>().read());
                    }
                    at += $lanes;
                })+
            };
        }
        load!(16 8 4 2 1);
        debug_assert_eq!(at, len);
        lanes
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: Lanes, len: usize) {
        let mut at = 0;
        macro_rules! store {
            ($($lanes:literal)+) => {
                $(if len & $lanes != 0 {
                    // SAFETY: the caller upholds the safety requirements of this function; the lanes from `at` on are
                    // among the first `len`.
                    unsafe {
                        let from = vector.as_ptr().add(at).cast::<[f32; $lanes]>();
                        to.add(at).cast::<[f32; $lanes]>().write(from.read());
                    }
                    at += $lanes;
                })+
            };
        }
        store!(16 8 4 2 1);
        debug_assert_eq!(at, len);
    }

    #[inline(always)]
    unsafe fn load_bf16(from: *const u16) -> Lanes {
        // SAFETY: the caller upholds the safety requirements of this function.
        let words = unsafe { from.cast::<[u16; LANES]>().read_unaligned() };
        words.map(|word| f32::from_bits(u32::from(word) << 16))
    }

    #[inline(always)]
    unsafe fn store_bf16(to: *mut u16, vector: Lanes) {
        let words = vector.map(|value| {
            let bits = value.to_bits();
            let rounded = bits.wrapping_add((bits >> 16 & 1) + BELOW_HALF as u32);
            let kept = if value.is_nan() {
                bits | QUIET as u32
            } else {
                rounded
            };
            (kept >> 16) as u16
        });
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { to.cast::<[u16; LANES]>().write_unaligned(words) }
    }

    #[inline(always)]
    unsafe fn load_pairs(from: *const u32) -> [Lanes; 2] {
        // SAFETY: the caller upholds the safety requirements of this function.
        let words = unsafe { from.cast::<[u32; LANES]>().read_unaligned() };
        [
            words.map(|word| f32::from_bits(word << 16)),
            words.map(|word| f32::from_bits(word & 0xffff_0000)),
        ]
    }

    #[inline(always)]
    unsafe fn load_integers(from: *const i32) -> Lanes {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { from.cast::<[i32; LANES]>().read_unaligned() }.map(|integer| integer as f32)
    }

    #[inline(always)]
    unsafe fn load_ordered(from: *const u16) -> [i16; LANES] {
        // SAFETY: the caller upholds the safety requirements of this function.
        let mut words = unsafe { from.cast::<[i16; LANES]>().read_unaligned() };
        for word in &mut words {
            *word = (*word ^ (*word >> 15 & i16::MAX)).wrapping_sub(SIGNED_NANS);
        }
        words
    }

    #[inline(always)]
    unsafe fn store_ordered(to: *mut u16, mut words: [i16; LANES]) {
        for word in &mut words {
            *word = word.wrapping_add(SIGNED_NANS);
            *word ^= *word >> 15 & i16::MAX;
        }
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { to.cast::<[i16; LANES]>().write_unaligned(words) }
    }

    #[inline(always)]
    unsafe fn zero_words() -> [i16; LANES] {
        [0; LANES]
    }

    #[inline(always)]
    unsafe fn load_words(from: *const u16) -> [i16; LANES] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { from.cast::<[i16; LANES]>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn store_words(to: *mut u16, words: [i16; LANES]) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { to.cast::<[i16; LANES]>().write_unaligned(words) }
    }

    #[inline(always)]
    unsafe fn or_words(mut a: [i16; LANES], b: [i16; LANES]) -> [i16; LANES] {
        for (a, b) in a.iter_mut().zip(b) {
            *a |= b;
        }
        a
    }

    #[inline(always)]
    unsafe fn is_any_negative(words: [i16; LANES]) -> bool {
        words.iter().any(|word| *word < 0)
    }

    #[inline(always)]
    unsafe fn max_words(mut a: [i16; LANES], b: [i16; LANES]) -> [i16; LANES] {
        for lane in 0..LANES {
            a[lane] = a[lane].max(b[lane]);
        }
        a
    }

    #[inline(always)]
    unsafe fn broadcast(value: f32) -> Lanes {
        [value; LANES]
    }

    #[inline(always)]
    unsafe fn multiply_add(value: f32, weights: Lanes, mut sum: Lanes) -> Lanes {
        for lane in 0..LANES {
            sum[lane] += value * weights[lane];
        }
        sum
    }

    lanes! {
        add: |a, b| a + b,
        subtract: |a, b| a - b,
        multiply: |a, b| a * b,
        divide: |a, b| a / b,
        max: |a, b| if a > b { a } else { b },
        max_or_nan: |a, b| if a > b || a.is_nan() { a } else { b },
        min: |a, b| if a < b { a } else { b },
    }

    #[inline(always)]
    unsafe fn multiply_sum(a: Lanes, b: Lanes, mut sum: Lanes) -> Lanes {
        for lane in 0..LANES {
            sum[lane] += a[lane] * b[lane];
        }
        sum
    }

    #[inline(always)]
    unsafe fn product_error(a: Lanes, b: Lanes, mut product: Lanes) -> Lanes {
        for lane in 0..LANES {
            // A product of two `f32` values is exact in `f64`.
            let exact = f64::from(a[lane]) * f64::from(b[lane]);
            product[lane] = (exact - f64::from(product[lane])) as f32;
        }
        product
    }

    #[inline(always)]
    unsafe fn if_less(a: Lanes, b: Lanes, yes: Lanes, mut no: Lanes) -> Lanes {
        for lane in 0..LANES {
            no[lane] = if a[lane] < b[lane] {
                yes[lane]
            } else {
                no[lane]
            };
        }
        no
    }

    #[cfg(feature = "train")]
    #[inline(always)]
    unsafe fn if_equal(a: Lanes, b: Lanes, yes: Lanes, mut no: Lanes) -> Lanes {
        for lane in 0..LANES {
            no[lane] = if a[lane] == b[lane] {
                yes[lane]
            } else {
                no[lane]
            };
        }
        no
    }

    #[inline(always)]
    unsafe fn load_bytes(from: *const u8) -> Lanes {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { from.cast::<[u8; LANES]>().read() }.map(f32::from)
    }

    #[inline(always)]
    unsafe fn store_bytes(to: *mut u8, vector: Lanes) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            to.cast::<[u8; LANES]>()
                .write(vector.map(|lane| lane as u8))
        }
    }

    #[inline(always)]
    unsafe fn pick(mut kept: Lanes, from: Lanes, table: &[i32; 16]) -> Lanes {
        for lane in 0..LANES {
            if table[lane] >= 0 {
                kept[lane] = from[table[lane] as usize];
            }
        }
        kept
    }

    fn permutes(table: &[i32; 16]) -> bool {
        table.iter().all(|lane| (0..16).contains(lane))
    }

    #[inline(always)]
    unsafe fn permutation(table: &[i32; 16]) -> [usize; LANES] {
        table.map(|lane| lane as usize % LANES)
    }

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn permute(from: Lanes, permutation: [usize; LANES]) -> Lanes {
        let mut lanes = from;
        for lane in 0..LANES {
            lanes[lane] = from[permutation[lane]];
        }
        lanes
    }

    #[inline(always)]
    unsafe fn power_of_two(mut n: Lanes) -> Lanes {
        // The sum has the whole number in its lowest bits, and multiples of 2^22 above them.
        const SHIFT: f32 = 12_582_912.0;
        for lane in &mut n {
            let bits = (*lane + SHIFT).to_bits() << 23;
            *lane = f32::from_bits(bits.wrapping_add(1.0f32.to_bits()));
        }
        n
    }

    const ROW_PIXELS: usize = 4;
    const REGISTERS: usize = 16;
    const INVERSE_ROOT_STEPS: usize = 0;

    #[inline(always)]
    unsafe fn rsqrt_estimate(mut a: Lanes) -> Lanes {
        for value in &mut a {
            *value = 1.0 / value.sqrt();
        }
        a
    }
}
