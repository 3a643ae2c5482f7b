//! Rust types of the elements of memory regions, and the mapping from [`DType`] to them.

use googlenet_dsl::value::DType;

/// Rust type of the elements of a region, one for each [`DType`].
///
/// # Safety
/// The type must have the size of its [`DType`] and no padding, its alignment must not exceed its size, and every bit
/// pattern must be a valid value.
pub(crate) unsafe trait Element: Copy + Send + Sync + 'static {
    /// Element type of regions that this Rust type stands for.
    const DTYPE: DType;

    /// Returns the element that represents zero in a layout with zero point `zero_point`: the zero point itself for
    /// integers, which must lie in their range, and 0.0 for floating-point types.
    fn zero(zero_point: i16) -> Self;
}

/// A bfloat16 number, the upper 16 bits of an `f32`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Bf16(u16);

impl Bf16 {
    #[inline(always)]
    pub(crate) fn to_f32(self) -> f32 {
        f32::from_bits(u32::from(self.0) << 16)
    }

    /// Returns the number that is nearest to a value, of two the even one; NaN of the same sign for NaN.
    #[cfg(test)]
    pub(crate) fn nearest(value: f32) -> Bf16 {
        let bits = value.to_bits();
        let rounded = bits.wrapping_add((bits >> 16 & 1) + 0x7FFF);
        let kept = if value.is_nan() {
            bits | 0x0040_0000
        } else {
            rounded
        };
        Bf16((kept >> 16) as u16)
    }
}

/// An IEEE 754 binary16 number. Kernels only copy such elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct F16(u16);

macro_rules! elements {
    ($($name:ident: $dtype:ident, $point:ident => $zero:expr;)*) => {
        $(
            // SAFETY: the type is a primitive number or a transparent struct around one, so all bit patterns are valid
            // and there is no padding; the assertion below checks the size.
            unsafe impl Element for $name {
                const DTYPE: DType = DType::$dtype;

                #[inline(always)]
                fn zero($point: i16) -> Self {
                    $zero
                }
            }

            const _: () = assert!(size_of::<$name>() == DType::$dtype.size());
        )*
    };
}

elements! {
    f32: F32, _point => 0.0;
    Bf16: Bf16, _point => Bf16(0);
    F16: F16, _point => F16(0);
    i8: I8, point => point as i8;
    u8: U8, point => point as u8;
    i32: I32, point => i32::from(point);
}

/// Evaluates an expression once for the given [`DType`] value, with the named type alias set to the corresponding
/// [`Element`] type.
macro_rules! with_element {
    ($dtype:expr, $t:ident => $value:expr) => {{
        use googlenet_dsl::value::DType;
        match $dtype {
            DType::F32 => {
                type $t = f32;
                $value
            }
            DType::Bf16 => {
                type $t = $crate::kernel::element::Bf16;
                $value
            }
            DType::F16 => {
                type $t = $crate::kernel::element::F16;
                $value
            }
            DType::I8 => {
                type $t = i8;
                $value
            }
            DType::U8 => {
                type $t = u8;
                $value
            }
            DType::I32 => {
                type $t = i32;
                $value
            }
            _ => googlenet_dsl::no_other_variant!(DType, 6),
        }
    }};
}
pub(super) use with_element;
