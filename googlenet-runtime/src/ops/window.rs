//! Windows as types, and the shape rule that rustc checks.

use googlenet_dsl::op::{Padding, Window as Value};
use googlenet_dsl::shape::Shape;
use std::marker::PhantomData;

/// A window as a type: [`Window`], or one [`Dilated`].
pub trait WindowRule: sealed::Window + 'static {
    /// The window as a value.
    const WINDOW: Value;
}

/// Padding as a type: [`Same`], [`Valid`], [`Pad`], or one of them that rounds up, [`Ceil`].
pub trait PaddingRule: sealed::Padding + 'static {
    /// The padding as a value.
    const PADDING: Padding;
    /// Whether sizes are rounded up.
    const CEIL: bool = false;
}

/// `ceil(input / stride)` outputs, zeros around the input as TensorFlow adds them.
#[derive(Debug, Clone, Copy)]
pub enum Same {}

/// No padding.
#[derive(Debug, Clone, Copy)]
pub enum Valid {}

/// `T` rows of zeros above, `L` columns to the left, `B` rows below, `R` columns to the right.
#[derive(Debug, Clone, Copy)]
pub enum Pad<const T: u32, const L: u32, const B: u32, const R: u32> {}

/// The padding `P` with sizes rounded up, as Caffe does.
#[derive(Debug, Clone, Copy)]
pub struct Ceil<P>(PhantomData<P>);

impl PaddingRule for Same {
    const PADDING: Padding = Padding::Same;
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

/// A window of `KH` rows and `KW` columns that moves by `SH` rows and `SW` columns.
#[derive(Debug, Clone, Copy)]
pub struct Window<const KH: u32, const KW: u32, const SH: u32, const SW: u32, P>(PhantomData<P>);

/// The window `W` with its taps `DH` rows and `DW` columns apart.
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

/// Fails, in constant evaluation, where `output` is not what the window makes of `input`.
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
    use super::{Ceil, Dilated, Pad, Same, Valid};

    pub trait Padding {}
    impl Padding for Same {}
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
