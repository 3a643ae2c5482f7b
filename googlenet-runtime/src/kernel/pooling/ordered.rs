//! Elements of maps that are ordered as the integers are that have their bits, side by side.

use crate::kernel::arch::Simd;
use crate::kernel::element::Bf16;
use googlenet_dsl::plan::LANES;

/// Elements side by side, whose maxima are those of their bits.
pub(super) trait Ordered: 'static {
    /// Element of the map.
    type Element: Copy;
    /// Elements side by side in registers.
    type Held<S: Simd>: Copy;
    /// Number of elements side by side.
    const LEN: usize;

    /// Returns what no element is less than.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn zero<S: Simd>() -> Self::Held<S>;

    /// Loads elements.
    ///
    /// # Safety
    /// They must be valid; the processor must have the instruction set `S`.
    unsafe fn load<S: Simd>(from: *const Self::Element) -> Self::Held<S>;

    /// Stores elements.
    ///
    /// # Safety
    /// They must be valid, and no other code may access them; the processor must have the instruction set `S`.
    unsafe fn store<S: Simd>(to: *mut Self::Element, held: Self::Held<S>);

    /// Returns the larger one of each two elements.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn max<S: Simd>(a: Self::Held<S>, b: Self::Held<S>) -> Self::Held<S>;

    /// Returns the bits that either of each two elements has.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn or<S: Simd>(a: Self::Held<S>, b: Self::Held<S>) -> Self::Held<S>;

    /// Returns `true` if an element is not ordered as its bits are.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn is_any_negative<S: Simd>(held: Self::Held<S>) -> bool;
}

/// Bfloat16 numbers of a panel: those that are not negative are ordered as their bits are, NaN above all others.
pub(super) struct Numbers;

impl Ordered for Numbers {
    type Element = Bf16;
    type Held<S: Simd> = S::Words;
    const LEN: usize = LANES;

    #[inline(always)]
    unsafe fn zero<S: Simd>() -> S::Words {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::zero_words() }
    }

    #[inline(always)]
    unsafe fn load<S: Simd>(from: *const Bf16) -> S::Words {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::load_words(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd>(to: *mut Bf16, held: S::Words) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::store_words(to.cast(), held) }
    }

    #[inline(always)]
    unsafe fn max<S: Simd>(a: S::Words, b: S::Words) -> S::Words {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::max_words(a, b) }
    }

    #[inline(always)]
    unsafe fn or<S: Simd>(a: S::Words, b: S::Words) -> S::Words {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::or_words(a, b) }
    }

    #[inline(always)]
    unsafe fn is_any_negative<S: Simd>(held: S::Words) -> bool {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::is_any_negative(held) }
    }
}

/// `LEN` integers of 8 bits without sign: those of one panel, or of several side by side.
pub(super) struct Bytes<const LEN: usize>;

impl<const LEN: usize> Ordered for Bytes<LEN> {
    type Element = u8;
    type Held<S: Simd> = [u8; LEN];
    const LEN: usize = LEN;

    #[inline(always)]
    unsafe fn zero<S: Simd>() -> [u8; LEN] {
        [0; LEN]
    }

    #[inline(always)]
    unsafe fn load<S: Simd>(from: *const u8) -> [u8; LEN] {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { from.cast::<[u8; LEN]>().read() }
    }

    #[inline(always)]
    unsafe fn store<S: Simd>(to: *mut u8, held: [u8; LEN]) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { to.cast::<[u8; LEN]>().write(held) }
    }

    #[inline(always)]
    unsafe fn max<S: Simd>(mut a: [u8; LEN], b: [u8; LEN]) -> [u8; LEN] {
        for at in 0..LEN {
            a[at] = a[at].max(b[at]);
        }
        a
    }

    #[inline(always)]
    unsafe fn or<S: Simd>(a: [u8; LEN], _: [u8; LEN]) -> [u8; LEN] {
        a
    }

    #[inline(always)]
    unsafe fn is_any_negative<S: Simd>(_: [u8; LEN]) -> bool {
        false
    }
}
