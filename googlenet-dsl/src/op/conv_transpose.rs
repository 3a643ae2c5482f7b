//! The operation of the `conv_transpose` kind: transposed convolution.

use super::conv::bounded_kernel;
use super::{
    BatchNorm, EpilogueKind, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, ResultStorage,
    Role, StoresNhwc, Weight, Window,
};
use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::{Activation, Initializer, Padding};
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Transposed convolution, as Keras' `Conv2DTranspose` and PyTorch's `ConvTranspose2d`: each pixel of the input,
    /// times the kernel of H x W x (filters / groups) x input channels, is added to the result where the kernel lies,
    /// then bias, then activation.
    pub struct ConvTranspose {
        /// Number of output channels.
        pub filters: u32,
        /// Kernel size and dilation; the stride is the number of rows and columns of the result from one pixel of the
        /// input to the next, and the padding the rows and columns that are cut off the result. [`Window::ceil`] is
        /// always `false`.
        pub window: Window,
        /// Rows and columns that are added below and to the right of the result.
        pub output_padding: [u32; 2],
        /// Number of groups; must divide the input channels and the filters, see [`Conv`](super::Conv).
        pub groups: u32,
        /// Whether the layer has the weight tensor `bias`.
        pub bias: bool,
        /// Activation applied to the result after the bias.
        pub activation: Activation,
        /// Factor with which training adds the sum of squares of the kernel to its loss; 0 for none.
        pub l2: f32,
        /// How training draws the first values of the kernel. Unused in inference.
        pub initializer: Initializer,
    }
}

impl ConvTranspose {
    /// The `conv_transpose` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "conv_transpose",
        doc: "Transposed convolution, as Keras' `Conv2DTranspose` and PyTorch's `ConvTranspose2d`.",
        argument_name: "filters",
        argument: Some(Field {
            name: "conv_transpose",
            ty: OptionType::Count,
            default: DefaultValue::Required,
            doc: "filters, the channels of the result",
        }),
        options: &[
            Field {
                name: "kernel",
                ty: OptionType::Pair,
                default: DefaultValue::Required,
                doc: "height and width of the kernel",
            },
            Field {
                name: "stride",
                ty: OptionType::Pair,
                default: DefaultValue::Value(Setting::Pair([1, 1])),
                doc: "rows and columns of the result from one pixel of the input to the next",
            },
            Field {
                name: "dilation",
                ty: OptionType::Pair,
                default: DefaultValue::Value(Setting::Pair([1, 1])),
                doc: "rows and columns of the result from one tap of the kernel to the next",
            },
            Field {
                name: "padding",
                ty: OptionType::Padding,
                default: DefaultValue::Value(Setting::Padding(Padding::Valid)),
                doc: "what is cut off the result; `same`: to `input * stride` rows and columns; `valid`: nothing, as in Keras, whose result has `input * stride` of them at least; or as many rows and columns, as in PyTorch and ONNX, whose result has `stride * (input - 1) + dilation * (kernel - 1) + 1 - padding + output_padding` of them, with the padding of both edges",
            },
            Field {
                name: "output_padding",
                ty: OptionType::PairFromZero,
                default: DefaultValue::Value(Setting::Pair([0, 0])),
                doc: "rows and columns that are added below and to the right, fewer than the stride or the dilation",
            },
            Field {
                name: "groups",
                ty: OptionType::Count,
                default: DefaultValue::Value(Setting::Count(1)),
                doc: "parts into which input channels and filters are divided; each part reads its own inputs alone",
            },
            Field {
                name: "batch_norm",
                ty: OptionType::Layer(&BatchNorm::KIND),
                default: DefaultValue::Value(Setting::Flag(false)),
                doc: "batch normalisation between convolution and activation, which become three layers",
            },
            Field::BIAS,
            Field::ACTIVATION,
            Field::L2,
            Field::INITIALIZER,
        ],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        ConvTranspose {
            filters: settings.count("conv_transpose"),
            window: Window {
                dilation: settings.pair("dilation"),
                ..Window::new(
                    settings.pair("kernel"),
                    settings.pair("stride"),
                    settings.padding(),
                )
            },
            output_padding: settings.pair("output_padding"),
            groups: settings.count("groups"),
            bias: settings.flag("bias"),
            activation: settings.activation(),
            l2: settings.real("l2"),
            initializer: settings.initializer(),
        }
        .into()
    }

    /// Returns the sizes of the kernel, in the order of its axes: height, width, filters of one group, input channels.
    fn kernel_shape(&self, inputs: &[Shape]) -> [usize; 4] {
        let [height, width] = self.window.kernel.map(|size| size as usize);
        let filters = (self.filters / self.groups) as usize;
        [height, width, filters, inputs[0].channels()]
    }

    /// Returns the rows (`at` 0) or columns (`at` 1) that are cut off before the first one of the result, for an input
    /// of `input` rows or columns, and the number of rows or columns that are left; `None` if none are.
    pub fn axis(&self, at: usize, input: usize) -> (usize, Option<usize>) {
        let axis = self.window.axis(at);
        let (reach, stride) = (axis.reach(), self.window.stride[at] as usize);
        let extra = self.output_padding[at] as usize;
        let last = (input.max(1) - 1).saturating_mul(stride);
        let (before, size) = match self.window.padding {
            padding if padding.is_same() => {
                let total = reach.saturating_sub(stride);
                let before = match padding {
                    Padding::SameLower => total - total / 2,
                    _ => total / 2,
                };
                (before, Some(last.saturating_add(stride)))
            }
            Padding::Explicit(edges) => {
                let [before, after] = [edges[at], edges[at + 2]].map(|edge| edge as usize);
                let whole = last.saturating_add(reach).saturating_add(extra);
                (before, whole.checked_sub(before.saturating_add(after)))
            }
            _ => (
                0,
                Some(last.saturating_add(stride.max(reach.saturating_add(extra)))),
            ),
        };
        (before, size.filter(|size| *size > 0))
    }

    fn check_groups(&self, channels: usize) -> Result<(), ShapeError> {
        let (groups, filters) = (self.groups as usize, self.filters as usize);
        let uneven = match (channels % groups, filters % groups) {
            (0, 0) => return Ok(()),
            (0, _) => format!("{filters} filters"),
            _ => format!("{channels} input channels"),
        };
        Err(ShapeError {
            code: Code::UNEVEN_GROUPS,
            title: "the groups of {layer} are uneven",
            label: format!("{groups} groups, {uneven}"),
            blame: Blame::Option("groups"),
            help: Some("use a number of groups that divides input channels and filters".into()),
        })
    }

    fn check_output_padding(&self) -> Result<(), ShapeError> {
        let window = &self.window;
        let fits = |at: usize| {
            let extra = self.output_padding[at];
            extra == 0 || extra < window.stride[at].max(window.dilation[at])
        };
        let given = self.output_padding != [0, 0];
        let (label, help) = match (given && window.padding.is_same(), fits(0) && fits(1)) {
            (true, _) => (
                format!("`padding: {}` says the size", window.padding),
                "leave it out, or write the padding as numbers",
            ),
            (false, false) => (
                format!("a stride of {}x{}", window.stride[0], window.stride[1]),
                "add fewer rows and columns than the stride",
            ),
            (false, true) => return Ok(()),
        };
        Err(ShapeError {
            code: Code::OUTPUT_PADDING,
            title: "the output padding of {layer} does not fit",
            label,
            blame: Blame::Option("output_padding"),
            help: Some(help.into()),
        })
    }
}

impl Operation for ConvTranspose {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&ConvTranspose::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Count(self.filters),
            Setting::Pair(self.window.kernel),
            Setting::Pair(self.window.stride),
            Setting::Pair(self.window.dilation),
            Setting::Padding(self.window.padding),
            Setting::Pair(self.output_padding),
            Setting::Count(self.groups),
            // The compiler makes the option `batch_norm` a separate layer.
            Setting::Flag(false),
            Setting::Flag(self.bias),
            Setting::Activation(self.activation),
            Setting::Real(self.l2),
            Setting::Initializer(self.initializer),
        ]
    }

    fn keras_class(&self) -> &'static str {
        "Conv2DTranspose"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let Shape::Map {
            height,
            width,
            channels,
        } = inputs[0]
        else {
            return Err(ShapeError::needs_map("conv_transpose", inputs[0]));
        };
        self.check_groups(channels)?;
        self.check_output_padding()?;
        let ((_, Some(rows)), (_, Some(columns))) = (self.axis(0, height), self.axis(1, width))
        else {
            return Err(ShapeError {
                code: Code::PADDING_TOO_LARGE,
                title: "the padding of {layer} leaves nothing of its result",
                label: format!("a map of {height}x{width}"),
                blame: Blame::Option("padding"),
                help: Some("cut off fewer rows and columns".into()),
            });
        };
        let output = Shape::map(rows, columns, self.filters as usize).bounded()?;
        bounded_kernel(&self.kernel_shape(inputs))?;
        Ok(output)
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let channels = inputs[0].channels() / self.groups as usize;
        let taps = |at: usize| self.window.kernel[at].div_ceil(self.window.stride[at]) as usize;
        let kernel = Weight {
            name: "kernel",
            shape: self.kernel_shape(inputs).to_vec(),
            axes: match self.groups {
                1 => &["height", "width", "out", "in"],
                _ => &["height", "width", "out/groups", "in"],
            },
            role: Role::Kernel {
                fan_in: taps(0) * taps(1) * channels,
            },
        };
        let bias = self.bias.then(|| Weight {
            name: "bias",
            shape: vec![self.filters as usize],
            axes: &["out"],
            role: Role::Bias,
        });
        std::iter::once(kernel).chain(bias).collect()
    }

    fn macs(&self, inputs: &[Shape], _output: Shape) -> u64 {
        let [height, width, filters, channels] = self.kernel_shape(inputs);
        let each = (height * width * filters * channels) as u64;
        inputs[0].pixels() as u64 * each
    }

    fn activation(&self) -> Activation {
        self.activation
    }

    fn l2(&self) -> f32 {
        self.l2
    }

    fn without_activation(&self) -> Option<Op> {
        let bare = ConvTranspose {
            activation: Activation::None,
            ..self.clone()
        };
        (self.activation != Activation::None).then(|| bare.into())
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::product(self.bias)
    }

    fn initializer(&self) -> Initializer {
        self.initializer
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            reads: InputLayouts::SLICES,
            stores_nhwc: StoresNhwc::Slices,
            result: ResultStorage::Blocks,
            takes: &[EpilogueKind::BatchNorm, EpilogueKind::Elementwise],
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        quote!(#runtime::layers::ConvTranspose2d<#input, #output>)
    }
}
