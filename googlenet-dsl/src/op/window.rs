//! The shape rule of sliding windows, for rustc, the compiler and the runtime alike.

use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
use crate::value::Padding;

/// A window that slides over height and width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Height and width.
    pub kernel: [u32; 2],
    /// Steps in height and width.
    pub stride: [u32; 2],
    /// Rows and columns from one tap to the next.
    pub dilation: [u32; 2],
    /// What happens at the edge.
    pub padding: Padding,
    /// Whether a last window that reaches over the padded input counts (Caffe's rounding).
    pub ceil: bool,
}

/// A window along one axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Axis {
    kernel: usize,
    stride: usize,
    dilation: usize,
    /// Zeros before and after the input; `None` for TensorFlow's rule.
    edges: Option<[usize; 2]>,
    ceil: bool,
}

impl Axis {
    /// Inputs from the first tap to the last, both counted.
    pub const fn reach(&self) -> usize {
        (self.kernel - 1)
            .saturating_mul(self.dilation)
            .saturating_add(1)
    }

    /// Outputs over so many inputs; `None` where the kernel does not fit.
    ///
    /// `same`: `ceil(input / stride)` (TensorFlow). Otherwise `floor((padded - reach) / stride) + 1`, or with `ceil` the
    /// quotient rounded up, less the last window where that one starts behind the input (Caffe's rule).
    pub const fn output_size(&self, input: usize) -> Option<usize> {
        if self.kernel == 0 || self.stride == 0 || self.dilation == 0 || input == 0 {
            return None;
        }
        let Some([before, after]) = self.edges else {
            return Some(input.div_ceil(self.stride));
        };
        let padded = input + before + after;
        let reach = self.reach();
        if reach > padded {
            return None;
        }
        let windows = if self.ceil {
            (padded - reach).div_ceil(self.stride) + 1
        } else {
            (padded - reach) / self.stride + 1
        };
        if self.ceil && (windows - 1) * self.stride >= input + before {
            Some(windows - 1)
        } else {
            Some(windows)
        }
    }

    /// Zeros before the first and after the last input; with `same` the odd one of an odd total stands behind.
    pub const fn padding(&self, input: usize) -> [usize; 2] {
        match self.edges {
            Some(edges) => edges,
            None => {
                let covered = (input.div_ceil(self.stride) - 1) * self.stride + self.reach();
                let total = covered.saturating_sub(input);
                [total / 2, total - total / 2]
            }
        }
    }
}

impl Window {
    /// A window of taps side by side that rounds down.
    pub const fn new(kernel: [u32; 2], stride: [u32; 2], padding: Padding) -> Window {
        Window {
            kernel,
            stride,
            dilation: [1, 1],
            padding,
            ceil: false,
        }
    }

    /// The window that covers a whole map.
    ///
    /// # Errors
    /// The input is a vector.
    pub fn whole(kind: &str, input: Shape) -> Result<Window, ShapeError> {
        let Shape::Map { height, width, .. } = input else {
            return Err(ShapeError::needs_map(kind, input));
        };
        let kernel = [height, width].map(|size| u32::try_from(size).unwrap_or(u32::MAX));
        Ok(Window::new(kernel, kernel, Padding::Valid))
    }

    /// The window along height (0) or width (1).
    pub const fn axis(&self, at: usize) -> Axis {
        let edges = match self.padding {
            Padding::Same => None,
            Padding::Valid => Some([0, 0]),
            Padding::Explicit(edges) => Some([edges[at] as usize, edges[at + 2] as usize]),
        };
        Axis {
            kernel: self.kernel[at] as usize,
            stride: self.stride[at] as usize,
            dilation: self.dilation[at] as usize,
            edges,
            ceil: self.ceil,
        }
    }

    /// Height and width of the output over a map.
    ///
    /// # Errors
    /// The input is a vector, or smaller than the kernel with its padding.
    pub fn slide(&self, kind: &str, input: Shape) -> Result<[usize; 2], ShapeError> {
        let Shape::Map { height, width, .. } = input else {
            return Err(ShapeError::needs_map(kind, input));
        };
        let [rows, columns] = [self.axis(0), self.axis(1)];
        match (rows.output_size(height), columns.output_size(width)) {
            (Some(rows), Some(columns)) => Ok([rows, columns]),
            _ => Err(self.too_large([height, width])),
        }
    }

    fn too_large(&self, [height, width]: [usize; 2]) -> ShapeError {
        let [rows, columns] = [self.axis(0), self.axis(1)];
        let mut label = format!("{}x{} kernel", self.kernel[0], self.kernel[1]);
        if self.dilation != [1, 1] {
            label += &format!(" that reaches over {}x{}", rows.reach(), columns.reach());
        }
        label += &format!(", input of {height}x{width}");
        if let Padding::Explicit([top, left, bottom, right]) = self.padding {
            let padded = |size: usize, edges: [u32; 2]| {
                size as u64 + edges.map(u64::from).iter().sum::<u64>()
            };
            let (height, width) = (padded(height, [top, bottom]), padded(width, [left, right]));
            label += &format!(", {height}x{width} with its padding");
        }
        ShapeError {
            code: Code::KERNEL_TOO_LARGE,
            title: "the kernel of {layer} is larger than its input",
            label,
            blame: Blame::Kernel,
            help: Some("use a smaller kernel, or `padding: same`".into()),
        }
    }

    /// The shape of a pooled map.
    ///
    /// # Errors
    /// As [`Window::slide`], or a window could lie in the padding alone.
    pub(super) fn pool(&self, kind: &str, input: Shape) -> Result<Shape, ShapeError> {
        let [height, width] = self.slide(kind, input)?;
        if let Padding::Explicit(edges) = self.padding {
            let reach = [self.axis(0).reach(), self.axis(1).reach()];
            if (0..4).any(|at| edges[at] as usize >= reach[at % 2]) {
                return Err(ShapeError {
                    code: Code::PADDING_TOO_LARGE,
                    title: "the padding of {layer} is as large as its window",
                    label: format!("window of {}x{}", self.kernel[0], self.kernel[1]),
                    blame: Blame::Option("padding"),
                    help: Some(
                        "pad less than the window, so that each window holds an input".into(),
                    ),
                });
            }
        }
        Shape::map(height, width, input.channels()).bounded()
    }
}

/// The way pooling is written, with options beyond those of all windows.
pub(super) const fn pool_kind(
    name: &'static str,
    doc: &'static str,
    options: &'static [Field],
) -> Kind {
    Kind {
        name,
        doc,
        argument_name: "kernel",
        argument: Some(Field {
            name,
            ty: OptionType::Pair,
            default: DefaultValue::Required,
            doc: "height and width of the window",
        }),
        options,
        reads: Reads::One,
    }
}

/// The option `stride` of pooling.
pub(super) const POOL_STRIDE: Field = Field {
    name: "stride",
    ty: OptionType::Pair,
    default: DefaultValue::Argument,
    doc: "pixels between neighbouring windows",
};

/// The option `ceil` of pooling.
pub(super) const POOL_CEIL: Field = Field {
    name: "ceil",
    ty: OptionType::Flag,
    default: DefaultValue::Value(Setting::Flag(false)),
    doc: "whether sizes are rounded up, as Caffe does, so that the last window may reach over the edge; it still starts \
          inside the input or the padding before it. `padding: same` rounds up by itself",
};

/// The window of a pooling kind.
pub(super) fn pool_window(kind: &str, settings: &Settings) -> Window {
    Window {
        ceil: settings.flag("ceil"),
        ..Window::new(
            settings.pair(kind),
            settings.pair("stride"),
            settings.padding(),
        )
    }
}

/// The settings of a pooling kind's window: its main argument, `stride`, `padding`, `ceil`.
pub(super) fn pool_settings(window: Window) -> Vec<Setting> {
    vec![
        Setting::Pair(window.kernel),
        Setting::Pair(window.stride),
        Setting::Padding(window.padding),
        Setting::Flag(window.ceil),
    ]
}

#[cfg(feature = "codegen")]
pub(super) use tokens::window_type;

#[cfg(feature = "codegen")]
mod tokens {
    use super::Window;
    use crate::tokens::Constant;
    use crate::value::Padding;
    use proc_macro2::{Literal, TokenStream};
    use quote::quote;

    impl Constant for Window {
        fn constant(&self) -> TokenStream {
            let Window {
                kernel,
                stride,
                dilation,
                padding,
                ceil,
            } = self;
            let (kernel, stride, padding) =
                (kernel.constant(), stride.constant(), padding.constant());
            if *dilation == [1, 1] && !ceil {
                return quote!(dsl::op::Window::new(#kernel, #stride, #padding));
            }
            let (dilation, ceil) = (dilation.constant(), ceil.constant());
            quote! {
                dsl::op::Window { kernel: #kernel, stride: #stride, dilation: #dilation, padding: #padding, ceil: #ceil }
            }
        }
    }

    /// `Window<3, 3, 1, 1, Same>`: kernel, stride, padding. Rounding up makes `Ceil<…>` of the padding, dilation
    /// `Dilated<…>` of the whole.
    pub(in crate::op) fn window_type(runtime: &TokenStream, window: Window) -> TokenStream {
        let sizes = window.kernel.iter().chain(&window.stride).map(number);
        let padding = match window.padding {
            Padding::Same => quote!(#runtime::Same),
            Padding::Valid => quote!(#runtime::Valid),
            Padding::Explicit(edges) => {
                let edges = edges.iter().map(number);
                quote!(#runtime::Pad<#(#edges),*>)
            }
        };
        let padding = match window.ceil {
            true => quote!(#runtime::Ceil<#padding>),
            false => padding,
        };
        let window_type = quote!(#runtime::Window<#(#sizes),*, #padding>);
        if window.dilation == [1, 1] {
            return window_type;
        }
        let dilation = window.dilation.iter().map(number);
        quote!(#runtime::Dilated<#window_type, #(#dilation),*>)
    }

    fn number(number: &u32) -> Literal {
        Literal::u32_unsuffixed(*number)
    }
}
