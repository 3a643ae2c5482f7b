//! The shape rule of sliding windows, for rustc, the compiler and the runtime alike.

use super::{Op, Padding};
use crate::diagnostic::Code;
use crate::grammar::{Default, Field, Kind, Reads, Settings, Type};
use crate::shape::{Blame, Shape, ShapeError};

/// A window that slides over height and width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Height and width.
    pub kernel: [u32; 2],
    /// Steps in height and width.
    pub stride: [u32; 2],
    /// What happens at the edge.
    pub padding: Padding,
}

/// Outputs along one axis; `None` where the kernel does not fit.
///
/// `same`: `ceil(input / stride)`; `valid`: `floor((input - kernel) / stride) + 1` (TensorFlow's rules).
pub const fn output_size(
    input: usize,
    kernel: usize,
    stride: usize,
    padding: Padding,
) -> Option<usize> {
    if kernel == 0 || stride == 0 || input == 0 {
        return None;
    }
    match padding {
        Padding::Same => Some(input.div_ceil(stride)),
        Padding::Valid if kernel > input => None,
        Padding::Valid => Some((input - kernel) / stride + 1),
    }
}

/// Zeros before the first input along one axis; with `same` the odd one of an odd total stands behind the last.
pub const fn padding_before(input: usize, kernel: usize, stride: usize, padding: Padding) -> usize {
    match padding {
        Padding::Valid => 0,
        Padding::Same => {
            let covered = (input.div_ceil(stride) - 1) * stride + kernel;
            covered.saturating_sub(input) / 2
        }
    }
}

impl Window {
    /// Height and width of the output over a map.
    ///
    /// # Errors
    /// The input is a vector, or smaller than the kernel without padding.
    pub fn slide(&self, kind: &str, input: Shape) -> Result<[usize; 2], ShapeError> {
        let Shape::Map { height, width, .. } = input else {
            return Err(ShapeError::needs_map(kind, input));
        };
        let axis = |at: usize, size: usize| {
            output_size(
                size,
                self.kernel[at] as usize,
                self.stride[at] as usize,
                self.padding,
            )
        };
        match (axis(0, height), axis(1, width)) {
            (Some(rows), Some(columns)) => Ok([rows, columns]),
            _ => Err(ShapeError {
                code: Code::KERNEL_TOO_LARGE,
                title: "the kernel of {layer} is larger than its input".into(),
                label: format!(
                    "{}x{} kernel over an input of {height}x{width}",
                    self.kernel[0], self.kernel[1]
                ),
                blame: Blame::Kernel,
                help: Some("use a smaller kernel, or `padding: same`".into()),
            }),
        }
    }

    /// Rows above and columns before the first input that the window covers.
    pub fn padding_before(&self, height: usize, width: usize) -> [usize; 2] {
        let axis = |at: usize, size: usize| {
            padding_before(
                size,
                self.kernel[at] as usize,
                self.stride[at] as usize,
                self.padding,
            )
        };
        [axis(0, height), axis(1, width)]
    }
}

impl Window {
    /// The window that covers a whole map.
    ///
    /// # Errors
    /// The input is a vector.
    pub fn whole(kind: &str, input: Shape) -> Result<Window, ShapeError> {
        let Shape::Map { height, width, .. } = input else {
            return Err(ShapeError::needs_map(kind, input));
        };
        let kernel = [height, width].map(|size| u32::try_from(size).unwrap_or(u32::MAX));
        Ok(Window {
            kernel,
            stride: kernel,
            padding: Padding::Valid,
        })
    }

    /// The shape of a pooled map.
    ///
    /// # Errors
    /// As [`Window::slide`].
    pub(super) fn pool(&self, kind: &str, input: Shape) -> Result<Shape, ShapeError> {
        let [height, width] = self.slide(kind, input)?;
        Shape::map(height, width, input.channels()).bounded()
    }
}

/// The way pooling is written.
pub(super) const fn pool_kind(
    name: &'static str,
    doc: &'static str,
    build: fn(&Settings<'_>) -> Op,
) -> Kind {
    Kind {
        name,
        doc,
        argument: Some(Field {
            name,
            ty: Type::Pair,
            default: Default::Required,
            doc: "height and width of the window",
        }),
        options: &[
            Field {
                name: "stride",
                ty: Type::Pair,
                default: Default::Argument,
                doc: "pixels between neighbouring windows",
            },
            Field::PADDING,
        ],
        reads: Reads::One,
        build,
    }
}
