//! Numbers of maps of each type that products read and store, as vectors of `f32` values.

use crate::kernel::arch::Simd;
use googlenet_dsl::plan::LANES;
use googlenet_dsl::value::DType;

/// Types of numbers as parameters of kernels.
pub(super) const F32: usize = 0;
pub(super) const BF16: usize = 1;
/// 8-bit integers without sign, as whole numbers.
pub(super) const U8: usize = 2;

/// Bytes of a number of each type.
pub(super) const SIZES: [usize; 3] = [4, 2, 1];

/// Returns the function of a kernel with the type of `$dtype` as its parameter.
macro_rules! entry_of {
    ($dtype:expr, $isa:expr, $kernel:ident $(, $parameter:expr)?) => {
        match $dtype {
            DType::F32 => entry::<$kernel<{ numbers::F32 } $(, $parameter)?>>($isa),
            DType::Bf16 => entry::<$kernel<{ numbers::BF16 } $(, $parameter)?>>($isa),
            _ => entry::<$kernel<{ numbers::U8 } $(, $parameter)?>>($isa),
        }
    };
}
pub(super) use entry_of;

/// Returns `true` if numbers of the type can be read and stored.
pub(super) fn is_known(dtype: DType) -> bool {
    matches!(dtype, DType::F32 | DType::Bf16 | DType::U8)
}

/// Loads 16 numbers.
///
/// # Safety
/// They must be valid, and the processor must have the instruction set.
#[inline(always)]
pub(super) unsafe fn load<S: Simd, const TYPE: usize>(from: *const u8) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match TYPE {
            F32 => S::load(from.cast()),
            BF16 => S::load_bf16(from.cast()),
            _ => S::load_bytes(from),
        }
    }
}

/// Loads `len` numbers, 1 to 16; the other lanes are unspecified.
///
/// # Safety
/// As that of [`load`], of these numbers.
#[inline(always)]
pub(super) unsafe fn load_part<S: Simd, const TYPE: usize>(
    from: *const u8,
    len: usize,
) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function; the array has 16 numbers.
    unsafe {
        match TYPE {
            F32 => S::load_part(from.cast(), len),
            BF16 => S::load_bf16_part(from.cast(), len),
            _ => {
                let mut lanes = [0u8; LANES];
                std::ptr::copy_nonoverlapping(from, lanes.as_mut_ptr(), len);
                S::load_bytes(lanes.as_ptr())
            }
        }
    }
}

/// Stores 16 numbers, rounded; 8-bit integers must be whole numbers in their range.
///
/// # Safety
/// As that of [`load`].
#[inline(always)]
pub(super) unsafe fn store<S: Simd, const TYPE: usize>(to: *mut u8, values: S::Vector) {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match TYPE {
            F32 => S::store(to.cast(), values),
            BF16 => S::store_bf16(to.cast(), values),
            _ => S::store_bytes(to, values),
        }
    }
}

/// Stores the first `len` numbers, 1 to 16, as [`store`] does.
///
/// # Safety
/// As that of [`load`], of these numbers.
#[inline(always)]
pub(super) unsafe fn store_part<S: Simd, const TYPE: usize>(
    to: *mut u8,
    values: S::Vector,
    len: usize,
) {
    // SAFETY: the caller upholds the safety requirements of this function; the array has 16 numbers.
    unsafe {
        match TYPE {
            F32 => S::store_part(to.cast(), values, len),
            BF16 => S::store_bf16_part(to.cast(), values, len),
            _ => {
                let mut lanes = [0u8; LANES];
                S::store_bytes(lanes.as_mut_ptr(), values);
                std::ptr::copy_nonoverlapping(lanes.as_ptr(), to, len);
            }
        }
    }
}

/// Returns the 8-bit integers that values are stored as: `round(value / scale) + zero_point`, limited; 0 for NaN.
///
/// # Safety
/// The processor must have the instruction set.
#[inline(always)]
pub(super) unsafe fn quantised<S: Simd>(
    values: S::Vector,
    [scale, zero_point]: [f32; 2],
) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let places = S::divide(values, S::broadcast(scale));
        let places = S::max(places, S::broadcast(-zero_point));
        let places = S::min(places, S::broadcast(255.0 - zero_point));
        S::add(S::round(places), S::broadcast(zero_point))
    }
}
