//! Which instructions the kernels use.

use std::sync::OnceLock;

/// An instruction set that the kernels are compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Isa {
    /// What every processor of the target has.
    Portable,
    /// x86-64 with AVX2 and FMA.
    Avx2,
    /// x86-64 with AVX-512F.
    Avx512,
}

impl Isa {
    /// All, simplest first.
    pub const ALL: [Isa; 3] = [Isa::Portable, Isa::Avx2, Isa::Avx512];

    /// The name in `GOOGLENET_ISA` and in output.
    pub fn name(self) -> &'static str {
        match self {
            Isa::Portable => "portable",
            Isa::Avx2 => "avx2",
            Isa::Avx512 => "avx512",
        }
    }

    /// Whether this processor has it.
    pub fn is_available(self) -> bool {
        match self {
            Isa::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => Isa::Avx2.is_available() && is_x86_feature_detected!("avx512f"),
            #[cfg(not(target_arch = "x86_64"))]
            Isa::Avx2 | Isa::Avx512 => false,
        }
    }

    /// The one in use, chosen at the first call: the best that the processor has, or what the environment variable
    /// `GOOGLENET_ISA` names (`portable`, `avx2`, `avx512`) where the processor has it. Other values have no effect.
    pub fn chosen() -> Isa {
        static CHOSEN: OnceLock<Isa> = OnceLock::new();
        *CHOSEN.get_or_init(|| {
            let wanted = std::env::var("GOOGLENET_ISA").ok();
            let forced = Isa::ALL
                .into_iter()
                .find(|isa| Some(isa.name()) == wanted.as_deref());
            let best = || Isa::ALL.into_iter().rev().find(|isa| isa.is_available());
            forced
                .filter(|isa| isa.is_available())
                .or_else(best)
                .unwrap_or(Isa::Portable)
        })
    }
}

/// Calls an `#[inline(always)]` function inside a function that is compiled for the instruction set.
macro_rules! with_isa {
    ($isa:expr, $function:ident($($name:ident: $ty:ty),* $(,)?)) => {{
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f,avx2,fma")]
        #[allow(clippy::too_many_arguments)]
        fn avx512($($name: $ty),*) {
            $function::<Avx512>($($name),*)
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        #[allow(clippy::too_many_arguments)]
        fn avx2($($name: $ty),*) {
            $function::<Avx2>($($name),*)
        }
        match $isa {
            // SAFETY: the instruction set was detected before it was chosen.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => unsafe { avx512($($name),*) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => unsafe { avx2($($name),*) },
            _ => $function::<Portable>($($name),*),
        }
    }};
}
pub(super) use with_isa;

/// An instruction set as a type, for code that is compiled once for each.
pub(super) trait Level {
    /// A panel's values: [`LANES`](super::pack::LANES) of them, in as many registers as it takes.
    type Vector: Copy;
    /// Pixels of a register tile.
    const PIXELS: usize;
    /// Panels of a register tile.
    const PANELS: usize;

    /// Reads a panel's values.
    ///
    /// # Safety
    /// The address is good for 16 values, and the processor has the instruction set.
    unsafe fn load(from: *const f32) -> Self::Vector;

    /// Writes a panel's values.
    ///
    /// # Safety
    /// As [`Level::load`].
    unsafe fn store(to: *mut f32, vector: Self::Vector);

    /// `value * weights + sum`, fused where that is one instruction.
    ///
    /// # Safety
    /// The processor has the instruction set.
    unsafe fn multiply_add(value: f32, weights: Self::Vector, sum: Self::Vector) -> Self::Vector;
}

pub(super) struct Portable;

impl Level for Portable {
    type Vector = [f32; 16];
    const PIXELS: usize = 2;
    const PANELS: usize = 1;

    #[inline(always)]
    unsafe fn load(from: *const f32) -> [f32; 16] {
        // SAFETY: the caller's promise.
        unsafe { from.cast::<[f32; 16]>().read() }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: [f32; 16]) {
        // SAFETY: the caller's promise.
        unsafe { to.cast::<[f32; 16]>().write(vector) }
    }

    #[inline(always)]
    unsafe fn multiply_add(value: f32, weights: [f32; 16], mut sum: [f32; 16]) -> [f32; 16] {
        sum.iter_mut()
            .zip(weights)
            .for_each(|(sum, weight)| *sum += value * weight);
        sum
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Level;
    use std::arch::x86_64::*;

    pub(in super::super) struct Avx2;

    impl Level for Avx2 {
        type Vector = [__m256; 2];
        const PIXELS: usize = 6;
        const PANELS: usize = 1;

        #[inline(always)]
        unsafe fn load(from: *const f32) -> [__m256; 2] {
            // SAFETY: the caller's promise.
            unsafe { [_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8))] }
        }

        #[inline(always)]
        unsafe fn store(to: *mut f32, [low, high]: [__m256; 2]) {
            // SAFETY: the caller's promise.
            unsafe {
                _mm256_storeu_ps(to, low);
                _mm256_storeu_ps(to.add(8), high);
            }
        }

        #[inline(always)]
        unsafe fn multiply_add(value: f32, weights: [__m256; 2], sum: [__m256; 2]) -> [__m256; 2] {
            // SAFETY: the caller's promise.
            unsafe {
                let value = _mm256_set1_ps(value);
                [
                    _mm256_fmadd_ps(value, weights[0], sum[0]),
                    _mm256_fmadd_ps(value, weights[1], sum[1]),
                ]
            }
        }
    }

    pub(in super::super) struct Avx512;

    impl Level for Avx512 {
        type Vector = __m512;
        const PIXELS: usize = 7;
        const PANELS: usize = 3;

        #[inline(always)]
        unsafe fn load(from: *const f32) -> __m512 {
            // SAFETY: the caller's promise.
            unsafe { _mm512_loadu_ps(from) }
        }

        #[inline(always)]
        unsafe fn store(to: *mut f32, vector: __m512) {
            // SAFETY: the caller's promise.
            unsafe { _mm512_storeu_ps(to, vector) }
        }

        #[inline(always)]
        unsafe fn multiply_add(value: f32, weights: __m512, sum: __m512) -> __m512 {
            // SAFETY: the caller's promise.
            unsafe { _mm512_fmadd_ps(_mm512_set1_ps(value), weights, sum) }
        }
    }
}
