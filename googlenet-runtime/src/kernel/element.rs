//! Types that elements in memory can have.

use googlenet_dsl::dtype::DType;

/// A type of elements, as a type of Rust.
///
/// # Safety
/// Its size is that of its [`DType`], its alignment no more than its size, it has no padding, and every pattern of bits
/// is a value.
pub(crate) unsafe trait Element: Copy + Send + Sync + 'static {
    /// The type that regions name.
    const DTYPE: DType;

    /// The element that stands for zero.
    fn zero(zero_point: i16) -> Self;
}

/// The upper half of an `f32`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Bf16(u16);

/// IEEE 754 binary16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct F16(u16);

macro_rules! elements {
    ($($name:ident: $dtype:ident, $point:ident => $zero:expr;)*) => {
        $(
            // SAFETY: a number, or one alone in a struct that is laid out as it; its size is checked below.
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

/// An expression with `T` as the type of a [`DType`].
macro_rules! with_element {
    ($dtype:expr, $t:ident => $value:expr) => {{
        use googlenet_dsl::dtype::DType;
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
