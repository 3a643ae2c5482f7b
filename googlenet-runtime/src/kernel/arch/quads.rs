//! Sums of products of 8-bit integers in groups of four, without tiles: in plain Rust, and with AVX-VNNI and AVX-512
//! VNNI; AVX2 alone has `pairs` instead.

use super::isa::Isa;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

/// Instructions for sums of products of 8-bit integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kernel) enum QuadSet {
    Portable,
    Avx2,
    AvxVnni,
    Avx512Vnni,
}

/// Code that is compiled for each [`QuadSet`].
pub(in crate::kernel) trait QuadKernel {
    /// Arguments of the kernel.
    type Args<'a>;

    /// Runs the kernel. Implementations, and all that they call, must be `#[inline(always)]`.
    ///
    /// # Safety
    /// The processor must have the instructions `Q`, and the arguments must meet the requirements of the kernel.
    unsafe fn run<Q: Quads>(args: Self::Args<'_>);

    /// Runs the kernel with AVX2 alone, which has no sums of four products: by the functions of `pairs`, which take
    /// integers of 16 bits, or else in plain Rust.
    ///
    /// # Safety
    /// The processor must have AVX2, and the arguments must meet the requirements of the kernel.
    #[cfg(target_arch = "x86_64")]
    unsafe fn run_pairs(args: Self::Args<'_>) {
        // SAFETY: the caller upholds the safety requirements of the kernel.
        unsafe { Self::run::<Portable>(args) }
    }
}

/// Sums of 16 outputs as 32-bit integers, modulo 2^32.
///
/// # Safety
/// All functions require that the processor has the instructions, and that addresses are valid for 16 numbers.
pub(in crate::kernel) trait Quads {
    /// Sums of 16 outputs.
    type Sums: Copy;
    /// Whether there are registers for the sums of 12 pixels and 32 outputs; otherwise of 3 pixels and 16 outputs.
    const WIDE: bool;

    unsafe fn load(from: *const i32) -> Self::Sums;

    unsafe fn store(to: *mut i32, sums: Self::Sums);

    /// Returns the sums plus the products of four values without sign, the bytes of `values` from the lowest on, with
    /// four signed weights of each output, which lie side by side.
    unsafe fn add(sums: Self::Sums, values: u32, weights: *const u32) -> Self::Sums;
}

impl QuadSet {
    pub(in crate::kernel) const ALL: [QuadSet; 4] = [
        QuadSet::Portable,
        QuadSet::Avx2,
        QuadSet::AvxVnni,
        QuadSet::Avx512Vnni,
    ];

    /// Returns the fastest instructions of this processor that belong to an instruction set.
    pub(in crate::kernel) fn of(isa: Isa) -> QuadSet {
        let mut best = QuadSet::ALL.into_iter().rev();
        let fits = |set: &QuadSet| set.isa() <= isa && set.is_available();
        best.find(fits).unwrap_or(QuadSet::Portable)
    }

    fn isa(self) -> Isa {
        match self {
            QuadSet::Portable => Isa::Portable,
            QuadSet::Avx2 | QuadSet::AvxVnni => Isa::Avx2,
            QuadSet::Avx512Vnni => Isa::Avx512,
        }
    }

    /// Returns `true` if this processor has the instructions.
    pub(in crate::kernel) fn is_available(self) -> bool {
        match self {
            QuadSet::Portable => true,
            #[cfg(target_arch = "x86_64")]
            QuadSet::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            QuadSet::AvxVnni => {
                is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni")
            }
            #[cfg(target_arch = "x86_64")]
            QuadSet::Avx512Vnni => {
                is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni")
            }
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }

    /// Returns the word for the instructions in the names of algorithms that users see.
    pub(in crate::kernel) fn word(self) -> &'static str {
        match self {
            QuadSet::Portable => "integers",
            QuadSet::Avx2 => "avx2 integers",
            QuadSet::AvxVnni => "avx-vnni",
            QuadSet::Avx512Vnni => "avx512-vnni",
        }
    }

    /// Returns the kernel `K` compiled for these instructions, as a function with the safety requirements of
    /// [`QuadKernel::run`].
    pub(in crate::kernel) fn entry<K: QuadKernel>(self) -> for<'a> unsafe fn(K::Args<'a>) {
        unsafe fn portable<K: QuadKernel>(args: K::Args<'_>) {
            // SAFETY: the caller upholds the safety requirements of the kernel.
            unsafe { K::run::<Portable>(args) }
        }
        match self {
            QuadSet::Portable => portable::<K>,
            #[cfg(target_arch = "x86_64")]
            QuadSet::Avx2 => K::run_pairs,
            #[cfg(target_arch = "x86_64")]
            QuadSet::AvxVnni => avx_vnni::<K>,
            #[cfg(target_arch = "x86_64")]
            QuadSet::Avx512Vnni => avx512_vnni::<K>,
            #[cfg(not(target_arch = "x86_64"))]
            _ => portable::<K>,
        }
    }
}

/// Defines functions through which kernels are entered.
#[cfg(target_arch = "x86_64")]
macro_rules! entries {
    ($($name:ident: $set:ident $features:literal;)+) => {
        $(
            #[target_feature(enable = $features)]
            unsafe fn $name<K: QuadKernel>(args: K::Args<'_>) {
                // SAFETY: the caller upholds the safety requirements of the kernel, the instructions included.
                unsafe { K::run::<$set>(args) }
            }
        )+
    };
}

#[cfg(target_arch = "x86_64")]
entries! {
    avx_vnni: AvxVnni "avx2,avxvnni";
    avx512_vnni: Avx512Vnni "avx512f,avx512vnni";
}

struct Portable;

impl Quads for Portable {
    type Sums = [i32; 16];
    const WIDE: bool = false;

    #[inline(always)]
    unsafe fn load(from: *const i32) -> [i32; 16] {
        // SAFETY: the caller guarantees the address.
        unsafe { from.cast::<[i32; 16]>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn store(to: *mut i32, sums: [i32; 16]) {
        // SAFETY: the caller guarantees the address.
        unsafe { to.cast::<[i32; 16]>().write_unaligned(sums) }
    }

    #[inline(always)]
    unsafe fn add(mut sums: [i32; 16], values: u32, weights: *const u32) -> [i32; 16] {
        // SAFETY: the caller guarantees the address.
        let weights = unsafe { weights.cast::<[[i8; 4]; 16]>().read_unaligned() };
        let values = values.to_le_bytes().map(i32::from);
        for output in 0..16 {
            for at in 0..4 {
                let product = values[at] * i32::from(weights[output][at]);
                sums[output] = sums[output].wrapping_add(product);
            }
        }
        sums
    }
}

/// Loads and stores of sums in two registers.
#[cfg(target_arch = "x86_64")]
macro_rules! two_registers {
    () => {
        type Sums = [__m256i; 2];
        const WIDE: bool = false;

        #[inline(always)]
        unsafe fn load(from: *const i32) -> [__m256i; 2] {
            // SAFETY: the caller guarantees the address and the instructions.
            unsafe {
                [
                    _mm256_loadu_si256(from.cast()),
                    _mm256_loadu_si256(from.add(8).cast()),
                ]
            }
        }

        #[inline(always)]
        unsafe fn store(to: *mut i32, [low, high]: [__m256i; 2]) {
            // SAFETY: the caller guarantees the address and the instructions.
            unsafe {
                _mm256_storeu_si256(to.cast(), low);
                _mm256_storeu_si256(to.add(8).cast(), high);
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
struct AvxVnni;

#[cfg(target_arch = "x86_64")]
impl Quads for AvxVnni {
    two_registers!();

    #[inline(always)]
    unsafe fn add([low, high]: [__m256i; 2], values: u32, weights: *const u32) -> [__m256i; 2] {
        // SAFETY: the caller guarantees the address and the instructions.
        unsafe {
            let values = _mm256_set1_epi32(values.cast_signed());
            let first = _mm256_loadu_si256(weights.cast());
            let second = _mm256_loadu_si256(weights.add(8).cast());
            [
                _mm256_dpbusd_avx_epi32(low, values, first),
                _mm256_dpbusd_avx_epi32(high, values, second),
            ]
        }
    }
}

#[cfg(target_arch = "x86_64")]
struct Avx512Vnni;

#[cfg(target_arch = "x86_64")]
impl Quads for Avx512Vnni {
    type Sums = __m512i;
    const WIDE: bool = true;

    #[inline(always)]
    unsafe fn load(from: *const i32) -> __m512i {
        // SAFETY: the caller guarantees the address and the instructions.
        unsafe { _mm512_loadu_si512(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store(to: *mut i32, sums: __m512i) {
        // SAFETY: the caller guarantees the address and the instructions.
        unsafe { _mm512_storeu_si512(to.cast(), sums) }
    }

    #[inline(always)]
    unsafe fn add(sums: __m512i, values: u32, weights: *const u32) -> __m512i {
        // SAFETY: the caller guarantees the address and the instructions.
        unsafe {
            let values = _mm512_set1_epi32(values.cast_signed());
            _mm512_dpbusd_epi32(sums, values, _mm512_loadu_si512(weights.cast()))
        }
    }
}
