//! Sliding windows: their output sizes and padding, used by the compiler, generated code and the runtime, and the
//! options of pooling kinds.

use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
use crate::value::Padding;

/// A window that slides over the height and width of a map. Pairs are `[height, width]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Size of the kernel: the number of taps along height and width, without the gaps of dilation.
    pub kernel: [u32; 2],
    /// Number of rows and columns of the input from one window position to the next.
    pub stride: [u32; 2],
    /// Number of rows and columns of the input from one tap to the next; 1 for taps side by side.
    pub dilation: [u32; 2],
    /// Rows and columns around the input that the window covers, too.
    pub padding: Padding,
    /// Whether output sizes are rounded up (Caffe's rule), so that the last window may reach beyond the padded input;
    /// without effect for [`Padding::Same`], whose output sizes do not depend on it.
    pub ceil: bool,
}

/// A [`Window`] along one axis, height or width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Axis {
    kernel: usize,
    stride: usize,
    dilation: usize,
    /// Number of padding rows or columns before and after the input; `None` for [`Padding::Same`] and
    /// [`Padding::SameLower`], where they depend on the input's size.
    edges: Option<[usize; 2]>,
    /// Whether an odd row or column of padding is before the input, as for [`Padding::SameLower`].
    lower: bool,
    ceil: bool,
}

impl Axis {
    /// Returns the number of taps.
    pub const fn kernel(&self) -> usize {
        self.kernel
    }

    /// Returns the number of inputs from one window position to the next.
    pub const fn stride(&self) -> usize {
        self.stride
    }

    /// Returns the same window with another stride.
    pub(super) const fn with_stride(self, stride: usize) -> Axis {
        Axis { stride, ..self }
    }

    /// Returns the number of inputs from one tap to the next.
    pub const fn dilation(&self) -> usize {
        self.dilation
    }

    /// Returns the number of inputs that the window spans, from the first tap to the last, both counted: the size of
    /// the dilated kernel, `(kernel - 1) * dilation + 1`.
    pub const fn reach(&self) -> usize {
        (self.kernel - 1)
            .saturating_mul(self.dilation)
            .saturating_add(1)
    }

    /// Returns the number of outputs for `input` inputs (rows or columns, without padding); `None` if kernel, stride,
    /// dilation or `input` is 0, or if the dilated kernel is larger than the padded input, which cannot be with
    /// [`Padding::Same`].
    ///
    /// The number is `ceil(input / stride)` for [`Padding::Same`] (TensorFlow's rule), otherwise `floor((padded -
    /// reach) / stride) + 1`, with `padded` for the input with its zeros and `reach` for [`Axis::reach`]. With
    /// [`Window::ceil`] that quotient is rounded up, and a last window that would start behind the input is left out
    /// (Caffe's rule for pooling with padding).
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
        if self.leaves_out(input) {
            Some(windows - 1)
        } else {
            Some(windows)
        }
    }

    /// Returns whether [`Window::ceil`] would add a last window to the padding by numbers that starts behind the input
    /// and is left out by [`Axis::output_size`].
    pub const fn leaves_out(&self, input: usize) -> bool {
        let Some([before, after]) = self.edges else {
            return false;
        };
        if !self.ceil || self.kernel == 0 || self.stride == 0 {
            return false;
        }
        let (padded, reach) = (input + before + after, self.reach());
        reach <= padded && (padded - reach).div_ceil(self.stride) * self.stride >= input + before
    }

    /// Returns the first of `input` inputs (rows or columns) under a tap of the window at position `place`, and the
    /// number of taps that lie on inputs; the taps are a dilation apart. The number may be 0.
    pub const fn taps(&self, place: usize, input: usize) -> (usize, usize) {
        let [before, _] = self.padding(input);
        let start = place * self.stride;
        let skipped = before.saturating_sub(start).div_ceil(self.dilation);
        let first = start + skipped * self.dilation - before;
        if skipped >= self.kernel || first >= input {
            return (0, 0);
        }
        let inside = (input - first).div_ceil(self.dilation);
        let left = self.kernel - skipped;
        (first, if left < inside { left } else { inside })
    }

    /// Returns the number of zeros before the first and after the last of `input` inputs (rows or columns). For
    /// [`Padding::Same`] with an odd total the odd zero is behind, for [`Padding::SameLower`] before; `input` and the
    /// stride must then be at least 1.
    pub const fn padding(&self, input: usize) -> [usize; 2] {
        match self.edges {
            Some(edges) => edges,
            None => {
                let covered = (input.div_ceil(self.stride) - 1) * self.stride + self.reach();
                let total = covered.saturating_sub(input);
                match self.lower {
                    true => [total - total / 2, total / 2],
                    false => [total / 2, total - total / 2],
                }
            }
        }
    }
}

impl Window {
    /// Creates a window without dilation whose output sizes are rounded down. Pairs are `[height, width]`.
    pub const fn new(kernel: [u32; 2], stride: [u32; 2], padding: Padding) -> Window {
        Window {
            kernel,
            stride,
            dilation: [1, 1],
            padding,
            ceil: false,
        }
    }

    /// Returns the window that covers the whole map `input`, in one position and without padding; `kind` is the name of
    /// the kind in the message of the error [`Code::NEEDS_MAP`], which is returned if `input` is a vector.
    pub fn whole(kind: &str, input: Shape) -> Result<Window, ShapeError> {
        let Shape::Map { height, width, .. } = input else {
            return Err(ShapeError::needs_map(kind, input));
        };
        let kernel = [height, width].map(|size| u32::try_from(size).unwrap_or(u32::MAX));
        Ok(Window::new(kernel, kernel, Padding::Valid))
    }

    /// Returns the window along one axis: height if `at` is 0, width if it is 1.
    ///
    /// # Panics
    /// Panics if `at` is larger.
    pub const fn axis(&self, at: usize) -> Axis {
        let edges = match self.padding {
            Padding::Same | Padding::SameLower => None,
            Padding::Valid => Some([0, 0]),
            Padding::Explicit(edges) => Some([edges[at] as usize, edges[at + 2] as usize]),
        };
        Axis {
            kernel: self.kernel[at] as usize,
            stride: self.stride[at] as usize,
            dilation: self.dilation[at] as usize,
            edges,
            lower: matches!(self.padding, Padding::SameLower),
            ceil: self.ceil,
        }
    }

    /// Returns the number of window positions along height and width of a map, which are height and width of the
    /// result; `kind` is the name of the kind in the error message.
    ///
    /// # Errors
    /// Returns [`Code::NEEDS_MAP`] if the input is a vector, and [`Code::KERNEL_TOO_LARGE`] if [`Axis::output_size`] is
    /// `None` for one of the axes, as for a dilated kernel that is larger than the padded input.
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

    /// Returns the error for a window that is larger than its padded input of this height and width.
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

    /// Checks that each position of the window has a tap on a map of this height and width, as gaps of dilation could
    /// leave the padding alone under the taps.
    fn check_taps(&self, input: [usize; 2]) -> Result<(), ShapeError> {
        let empty = (0..2).any(|at| {
            let axis = self.axis(at);
            let outputs = axis.output_size(input[at]).unwrap_or(0);
            (0..outputs).any(|place| axis.taps(place, input[at]).1 == 0)
        });
        match empty {
            false => Ok(()),
            true => Err(ShapeError {
                code: Code::PADDING_TOO_LARGE,
                title: "a window of {layer} holds no input",
                label: format!(
                    "taps of {}x{}, {} apart, a map of {}x{}",
                    self.kernel[0],
                    self.kernel[1],
                    self.dilation[0].max(self.dilation[1]),
                    input[0],
                    input[1]
                ),
                blame: Blame::Option("dilation"),
                help: Some(
                    "use a smaller dilation or padding, so that each window holds an input".into(),
                ),
            }),
        }
    }

    /// Returns the shape of the map that pooling with this window makes of the map `input`; `kind` is the name of the
    /// kind in error messages.
    ///
    /// # Errors
    /// Returns the errors of [`Window::slide`], [`Code::PADDING_TOO_LARGE`] if explicit padding is, at some edge, at
    /// least as wide as the dilated kernel, so that a window could lie in the padding alone, and
    /// [`Code::TOO_MANY_ELEMENTS`] if the result has more than 2^31 - 1 elements.
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
        if self.dilation != [1, 1] {
            self.check_taps(input.spatial())?;
        }
        Shape::map(height, width, input.channels()).bounded()
    }
}

/// Returns the definition of the kind of a pooling operation, whose main argument is the size of the window. `options`
/// are all options beside the main argument.
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

/// The definition of the option `stride` of pooling kinds, by default the size of the window.
pub(super) const POOL_STRIDE: Field = Field {
    name: "stride",
    ty: OptionType::Pair,
    default: DefaultValue::Argument,
    doc: "pixels between neighbouring windows",
};

/// The definition of the option `ceil` of pooling kinds, by default `false`.
pub(super) const POOL_CEIL: Field = Field {
    name: "ceil",
    ty: OptionType::Flag,
    default: DefaultValue::Value(Setting::Flag(false)),
    doc: "whether sizes are rounded up, as Caffe does, so that the last window may reach over the edge; it still starts \
          inside the input or the padding before it. `padding: same` rounds up by itself",
};

/// The definition of the option `dilation` of `max_pool`, by default 1.
pub(super) const POOL_DILATION: Field = Field {
    name: "dilation",
    ty: OptionType::Pair,
    default: DefaultValue::Value(Setting::Pair([1, 1])),
    doc: "pixels from one tap of the window to the next, as PyTorch's `dilation`",
};

/// Returns the window that the settings of the pooling kind named `kind` describe: its main argument and the options
/// `stride`, `padding` and `ceil`.
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

/// Returns the settings of a pooling window, in the order of the kind's first fields: window size, `stride`, `padding`,
/// `ceil`.
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
    use crate::tokens::{Types, joined};
    use crate::value::Padding;
    use proc_macro2::{Literal, TokenStream};
    use quote::quote;

    /// Returns the Rust type that stands for a window in generated code, such as `Window<3, 3, 1, 1, Same>`: kernel
    /// height and width, vertical and horizontal stride, padding. If output sizes are rounded up the padding is
    /// `Ceil<…>`; with dilation the whole type is `Dilated<Window<…>, 2, 2>`.
    pub(in crate::op) fn window_type(types: &Types<'_>, window: Window) -> TokenStream {
        let runtime = types.runtime();
        let sizes = window.kernel.iter().chain(&window.stride).map(number);
        let (kernel, stride) = (joined(&window.kernel), joined(&window.stride));
        let mut name = format!("Window{kernel}By{stride}");
        let padding = match window.padding {
            Padding::Same => quote!(#runtime::layers::Same),
            Padding::SameLower => quote!(#runtime::layers::SameLower),
            Padding::Valid => quote!(#runtime::layers::Valid),
            Padding::Explicit(edges) => {
                let edges = edges.iter().map(number);
                quote!(#runtime::layers::Pad<#(#edges),*>)
            }
        };
        name += &match window.padding {
            Padding::Same => "Same".to_owned(),
            Padding::SameLower => "SameLower".to_owned(),
            Padding::Valid => "Valid".to_owned(),
            Padding::Explicit(edges) => format!("Pad{}", joined(&edges)),
        };
        let padding = match window.ceil {
            true => quote!(#runtime::layers::Ceil<#padding>),
            false => padding,
        };
        if window.ceil {
            name += "Ceil";
        }
        let mut window_type = quote!(#runtime::layers::Window<#(#sizes),*, #padding>);
        if window.dilation != [1, 1] {
            let dilation = window.dilation.iter().map(number);
            window_type = quote!(#runtime::layers::Dilated<#window_type, #(#dilation),*>);
            name += &format!("Dilated{}", joined(&window.dilation));
        }
        types.alias(name, window_type)
    }

    fn number(number: &u32) -> Literal {
        Literal::u32_unsuffixed(*number)
    }
}
