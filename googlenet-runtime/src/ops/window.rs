//! Sliding windows as types, and the compile-time check of their shape rule.

use googlenet_dsl::op::{Padding, Window as Value};
use googlenet_dsl::shape::Shape;
use std::marker::PhantomData;

/// A sliding window as a type: [`Window`] or [`Dilated`].
pub trait WindowRule: sealed::Window + 'static {
    /// Kernel size, stride, padding, dilation and rounding of the window, as a value.
    const WINDOW: Value;
}

/// A padding as a type: [`Same`], [`SameLower`], [`Valid`] or [`Pad`]; or [`Ceil`] of one of them, whose output sizes
/// are rounded up.
pub trait PaddingRule: sealed::Padding + 'static {
    /// Padding as a value, without the rounding of output sizes, which [`PaddingRule::CEIL`] says.
    const PADDING: Padding;
    /// `true` if output sizes are rounded up, as by [`Ceil`].
    const CEIL: bool = false;
}

/// Padding as in TensorFlow's `SAME`, with `ceil(input / stride)` outputs; if the number of padded rows or columns is
/// odd, the odd one is at the end. Convolutions read zeros in the padding.
#[derive(Debug, Clone, Copy)]
pub enum Same {}

/// Padding as [`Same`], with the odd row or column above and to the left, as ONNX's `SAME_LOWER`.
#[derive(Debug, Clone, Copy)]
pub enum SameLower {}

/// No padding: no rows or columns are added around the map.
#[derive(Debug, Clone, Copy)]
pub enum Valid {}

/// Explicit padding: `T` rows above, `L` columns to the left, `B` rows below, `R` columns to the right. Convolutions
/// read zeros in the padding.
#[derive(Debug, Clone, Copy)]
pub enum Pad<const T: u32, const L: u32, const B: u32, const R: u32> {}

/// The padding `P` with output sizes rounded up, as in Caffe, but without a last window that would begin behind the
/// input. [`Same`] and [`SameLower`] are not affected.
#[derive(Debug, Clone, Copy)]
pub struct Ceil<P>(PhantomData<P>);

impl PaddingRule for Same {
    const PADDING: Padding = Padding::Same;
}

impl PaddingRule for SameLower {
    const PADDING: Padding = Padding::SameLower;
}

impl PaddingRule for Valid {
    const PADDING: Padding = Padding::Valid;
}

impl<const T: u32, const L: u32, const B: u32, const R: u32> PaddingRule for Pad<T, L, B, R> {
    const PADDING: Padding = Padding::Explicit([T, L, B, R]);
}

impl<P: PaddingRule> PaddingRule for Ceil<P> {
    const PADDING: Padding = P::PADDING;
    const CEIL: bool = true;
}

/// A window of `KH` rows and `KW` columns with a stride of `SH` rows and `SW` columns and the padding `P`.
#[derive(Debug, Clone, Copy)]
pub struct Window<const KH: u32, const KW: u32, const SH: u32, const SW: u32, P>(PhantomData<P>);

/// The window `W` with its dilation replaced by `DH` rows and `DW` columns, the distances from one value under the
/// kernel to the next.
#[derive(Debug, Clone, Copy)]
pub struct Dilated<W, const DH: u32, const DW: u32>(PhantomData<W>);

impl<const KH: u32, const KW: u32, const SH: u32, const SW: u32, P: PaddingRule> WindowRule
    for Window<KH, KW, SH, SW, P>
{
    const WINDOW: Value = Value {
        ceil: P::CEIL,
        ..Value::new([KH, KW], [SH, SW], P::PADDING)
    };
}

impl<W: WindowRule, const DH: u32, const DW: u32> WindowRule for Dilated<W, DH, DW> {
    const WINDOW: Value = Value {
        dilation: [DH, DW],
        ..W::WINDOW
    };
}

/// Panics, which is a compile error in constant evaluation, unless `input` and `output` are maps and the window makes
/// the height and width of `output` from those of `input`.
pub(super) const fn check(input: Shape, output: Shape, window: Value) {
    let ([height, width], [rows, columns]) = (input.spatial(), output.spatial());
    assert!(
        matches!(input, Shape::Map { .. }) && matches!(output, Shape::Map { .. }),
        "windows slide over maps of height x width x channels"
    );
    match (
        window.axis(0).output_size(height),
        window.axis(1).output_size(width),
    ) {
        (Some(expected_rows), Some(expected_columns)) => {
            assert!(
                rows == expected_rows,
                "the output's height does not follow from input, kernel, stride and padding"
            );
            assert!(
                columns == expected_columns,
                "the output's width does not follow from input, kernel, stride and padding"
            );
        }
        _ => panic!("the kernel is larger than the input"),
    }
}

mod sealed {
    use super::{Ceil, Dilated, Pad, Same, SameLower, Valid};

    pub trait Padding {}
    impl Padding for Same {}
    impl Padding for SameLower {}
    impl Padding for Valid {}
    impl<const T: u32, const L: u32, const B: u32, const R: u32> Padding for Pad<T, L, B, R> {}
    impl<P: Padding> Padding for Ceil<P> {}

    pub trait Window {}
    impl<const KH: u32, const KW: u32, const SH: u32, const SW: u32, P> Window
        for super::Window<KH, KW, SH, SW, P>
    {
    }
    impl<W: Window, const DH: u32, const DW: u32> Window for Dilated<W, DH, DW> {}
}
