//! Windows as types, and the shape rule that rustc checks.

use googlenet_dsl::op::{Padding, Window as Value, output_size};
use googlenet_dsl::shape::Shape;
use std::marker::PhantomData;

/// A window as a type.
pub trait WindowRule: 'static {
    /// The window as a value.
    const WINDOW: Value;
}

/// Padding as a type: [`Same`] or [`Valid`].
pub trait PaddingRule: 'static {
    /// The padding as a value.
    const PADDING: Padding;
}

/// `ceil(input / stride)` outputs, zeros around the input as TensorFlow adds them.
#[derive(Debug, Clone, Copy)]
pub enum Same {}

/// No padding.
#[derive(Debug, Clone, Copy)]
pub enum Valid {}

impl PaddingRule for Same {
    const PADDING: Padding = Padding::Same;
}

impl PaddingRule for Valid {
    const PADDING: Padding = Padding::Valid;
}

/// A window of `KH` rows and `KW` columns that moves by `SH` rows and `SW` columns.
#[derive(Debug, Clone, Copy)]
pub struct Window<const KH: u32, const KW: u32, const SH: u32, const SW: u32, P>(PhantomData<P>);

impl<const KH: u32, const KW: u32, const SH: u32, const SW: u32, P: PaddingRule> WindowRule
    for Window<KH, KW, SH, SW, P>
{
    const WINDOW: Value = Value {
        kernel: [KH, KW],
        stride: [SH, SW],
        padding: P::PADDING,
    };
}

/// Fails, in constant evaluation, where `output` is not what the window makes of `input`.
pub(super) const fn check(input: Shape, output: Shape, window: Value) {
    let ([height, width], [rows, columns]) = (input.spatial(), output.spatial());
    let [by_height, by_width] = window.kernel;
    let [step_height, step_width] = window.stride;
    let expected_rows = output_size(
        height,
        by_height as usize,
        step_height as usize,
        window.padding,
    );
    let expected_columns = output_size(
        width,
        by_width as usize,
        step_width as usize,
        window.padding,
    );
    assert!(
        matches!(input, Shape::Map { .. }) && matches!(output, Shape::Map { .. }),
        "windows slide over maps of height x width x channels"
    );
    match (expected_rows, expected_columns) {
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
