//! Which instructions the kernels use.

use googlenet_dsl::precision::Precision;
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

/// What programs are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) isa: Isa,
    pub(crate) precision: Precision,
}

impl Target {
    /// The instruction set in use.
    pub(crate) fn chosen(precision: Precision) -> Target {
        Target {
            isa: Isa::chosen(),
            precision,
        }
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
///
/// # Safety
/// All functions: the processor has the instruction set. Addresses are good for 16 values.
pub(super) trait Level {
    /// The 16 lanes of a block, in as many registers as it takes.
    type Vector: Copy;
    /// One of these registers.
    type Register;
    /// Pixels of a register tile.
    const PIXELS: usize;
    /// Panels of a register tile.
    const PANELS: usize;

    unsafe fn load(from: *const f32) -> Self::Vector;

    unsafe fn store(to: *mut f32, vector: Self::Vector);

    /// The same value in all lanes.
    unsafe fn splat(value: f32) -> Self::Vector;

    /// `value * weights + sum`, fused where that is one instruction.
    unsafe fn multiply_add(value: f32, weights: Self::Vector, sum: Self::Vector) -> Self::Vector;

    unsafe fn add(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    unsafe fn subtract(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    unsafe fn multiply(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    unsafe fn divide(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// `a` where it is greater than `b`, else `b`, so that what is no number gives way to `b`.
    unsafe fn max(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// `a` where it is less than `b`, else `b`.
    unsafe fn min(a: Self::Vector, b: Self::Vector) -> Self::Vector;
}

/// Asks for a cache line that will be read, into the second level. Any address will do.
#[inline(always)]
pub(super) fn prefetch(address: *const u8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a hint, which every x86-64 processor has, and which reads nothing.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T1 }>(address.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

pub(super) struct Portable;

type Lanes = [f32; 16];

/// Functions of two operands, lane by lane.
macro_rules! lanes {
    ($($name:ident: |$a:ident, $b:ident| $value:expr),* $(,)?) => {
        $(#[inline(always)]
        unsafe fn $name(mut a: Lanes, b: Lanes) -> Lanes {
            for lane in 0..16 {
                let ($a, $b) = (a[lane], b[lane]);
                a[lane] = $value;
            }
            a
        })*
    };
}

impl Level for Portable {
    type Vector = Lanes;
    /// Four lanes, as every 64-bit processor has.
    type Register = [f32; 4];
    const PIXELS: usize = 2;
    const PANELS: usize = 1;

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Lanes {
        // SAFETY: the caller's promise.
        unsafe { from.cast::<Lanes>().read() }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: Lanes) {
        // SAFETY: the caller's promise.
        unsafe { to.cast::<Lanes>().write(vector) }
    }

    #[inline(always)]
    unsafe fn splat(value: f32) -> Lanes {
        [value; 16]
    }

    #[inline(always)]
    unsafe fn multiply_add(value: f32, weights: Lanes, mut sum: Lanes) -> Lanes {
        for lane in 0..16 {
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
        min: |a, b| if a < b { a } else { b },
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Level;
    use std::arch::x86_64::*;

    pub(in super::super) struct Avx2;

    /// Functions of two operands that are one instruction a register.
    macro_rules! pairs {
        ($($name:ident: $instruction:ident),*) => {
            $(#[inline(always)]
            unsafe fn $name(a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
                // SAFETY: the caller's promise.
                unsafe { [$instruction(a[0], b[0]), $instruction(a[1], b[1])] }
            })*
        };
    }

    impl Level for Avx2 {
        type Vector = [__m256; 2];
        type Register = __m256;
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
        unsafe fn splat(value: f32) -> [__m256; 2] {
            // SAFETY: the caller's promise.
            unsafe { [_mm256_set1_ps(value); 2] }
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

        pairs!(add: _mm256_add_ps, subtract: _mm256_sub_ps, multiply: _mm256_mul_ps, divide: _mm256_div_ps, max: _mm256_max_ps, min: _mm256_min_ps);
    }

    pub(in super::super) struct Avx512;

    /// As `pairs!`, with one register.
    macro_rules! singles {
        ($($name:ident: $instruction:ident),*) => {
            $(#[inline(always)]
            unsafe fn $name(a: __m512, b: __m512) -> __m512 {
                // SAFETY: the caller's promise.
                unsafe { $instruction(a, b) }
            })*
        };
    }

    impl Level for Avx512 {
        type Vector = __m512;
        type Register = __m512;
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
        unsafe fn splat(value: f32) -> __m512 {
            // SAFETY: the caller's promise.
            unsafe { _mm512_set1_ps(value) }
        }

        #[inline(always)]
        unsafe fn multiply_add(value: f32, weights: __m512, sum: __m512) -> __m512 {
            // SAFETY: the caller's promise.
            unsafe { _mm512_fmadd_ps(_mm512_set1_ps(value), weights, sum) }
        }

        singles!(add: _mm512_add_ps, subtract: _mm512_sub_ps, multiply: _mm512_mul_ps, divide: _mm512_div_ps, max: _mm512_max_ps, min: _mm512_min_ps);
    }
}
