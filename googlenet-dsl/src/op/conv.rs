//! The operation of the `conv` kind: two-dimensional convolution.

#[cfg(feature = "codegen")]
use super::window::window_type;
use super::{
    BatchNorm, EpilogueKind, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, ResultStorage,
    Role, StoresNhwc, Weight, Window,
};
use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, MAX_ELEMENTS, Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::{Activation, Initializer};
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Two-dimensional convolution, as Keras' `Conv2D`: cross-correlation of a map with a kernel of H x W x (input
    /// channels / groups) x filters, then bias, then activation.
    pub struct Conv {
        /// Number of output channels.
        pub filters: u32,
        /// Kernel size, stride, dilation and padding. The compiler never sets [`Window::ceil`] here, as descriptions
        /// have no such option for convolutions.
        pub window: Window,
        /// Number of groups; must divide the input channels and the filters. Both are divided into that many equal
        /// parts, in order, and the filters of a part read only the input channels of the same part; 1 for an ordinary
        /// convolution.
        pub groups: u32,
        /// Whether the layer has the weight tensor `bias`, a learned summand for each output channel.
        pub bias: bool,
        /// Activation applied to the result after the bias; `None` (the identity) if a layer behind this one applies
        /// it, as with the option `batch_norm`.
        pub activation: Activation,
        /// Factor with which training adds the sum of squares of the kernel to its loss (L2 penalty); 0 for none.
        /// Unused in inference.
        pub l2: f32,
        /// How training draws the first values of the kernel. Unused in inference.
        pub initializer: Initializer,
    }
}

impl Conv {
    /// The `conv` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "conv",
        doc: "Two-dimensional convolution, as Keras' `Conv2D`.",
        argument_name: "filters",
        argument: Some(Field {
            name: "conv",
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
                doc: "pixels between neighbouring windows",
            },
            Field {
                name: "dilation",
                ty: OptionType::Pair,
                default: DefaultValue::Value(Setting::Pair([1, 1])),
                doc: "pixels from one tap of the kernel to the next",
            },
            Field::PADDING,
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
        Conv {
            filters: settings.count("conv"),
            window: Window {
                dilation: settings.pair("dilation"),
                ..Window::new(
                    settings.pair("kernel"),
                    settings.pair("stride"),
                    settings.padding(),
                )
            },
            groups: settings.count("groups"),
            bias: settings.flag("bias"),
            activation: settings.activation(),
            l2: settings.real("l2"),
            initializer: settings.initializer(),
        }
        .into()
    }

    /// Returns the number of products that are summed for one output value: height x width x input channels of a group.
    fn fan_in(&self, inputs: &[Shape]) -> usize {
        self.kernel_shape(inputs)[..3].iter().product()
    }

    /// Returns the sizes of the kernel, in the order of its axes: height, width, input channels of one group, filters.
    fn kernel_shape(&self, inputs: &[Shape]) -> [usize; 4] {
        let [height, width] = self.window.kernel.map(|size| size as usize);
        let channels = inputs[0].channels() / self.groups as usize;
        [height, width, channels, self.filters as usize]
    }

    /// Checks that the number of groups divides the number of input channels, `channels`, and the number of filters.
    ///
    /// # Errors
    /// Returns [`Code::UNEVEN_GROUPS`] if it does not.
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
}

impl Operation for Conv {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Conv::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Count(self.filters),
            Setting::Pair(self.window.kernel),
            Setting::Pair(self.window.stride),
            Setting::Pair(self.window.dilation),
            Setting::Padding(self.window.padding),
            Setting::Count(self.groups),
            // The compiler makes the option `batch_norm` a separate layer, so the operation itself never has one.
            Setting::Flag(false),
            Setting::Flag(self.bias),
            Setting::Activation(self.activation),
            Setting::Real(self.l2),
            Setting::Initializer(self.initializer),
        ]
    }

    fn keras_class(&self) -> &'static str {
        "Conv2D"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let [height, width] = self.window.slide("conv", inputs[0])?;
        self.check_groups(inputs[0].channels())?;
        let output = Shape::map(height, width, self.filters as usize).bounded()?;
        bounded_kernel(&self.kernel_shape(inputs))?;
        Ok(output)
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let out = self.filters as usize;
        let kernel = Weight {
            name: "kernel",
            shape: self.kernel_shape(inputs).to_vec(),
            axes: match self.groups {
                1 => &["height", "width", "in", "out"],
                _ => &["height", "width", "in/groups", "out"],
            },
            role: Role::Kernel {
                fan_in: self.fan_in(inputs),
            },
        };
        let bias = self.bias.then(|| Weight {
            name: "bias",
            shape: vec![out],
            axes: &["out"],
            role: Role::Bias,
        });
        std::iter::once(kernel).chain(bias).collect()
    }

    fn macs(&self, inputs: &[Shape], output: Shape) -> u64 {
        output.len() as u64 * self.fan_in(inputs) as u64
    }

    fn activation(&self) -> Activation {
        self.activation
    }

    fn l2(&self) -> f32 {
        self.l2
    }

    fn initializer(&self) -> Initializer {
        self.initializer
    }

    fn window(&self) -> Option<Window> {
        Some(self.window)
    }

    fn without_activation(&self) -> Option<Op> {
        let bare = Conv {
            activation: Activation::None,
            ..self.clone()
        };
        (self.activation != Activation::None).then(|| bare.into())
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::product(self.bias)
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            reads: InputLayouts::SLICES,
            stores_nhwc: StoresNhwc::Slices,
            border: Some(self.window),
            result: ResultStorage::Blocks,
            takes: &[
                EpilogueKind::BatchNorm,
                EpilogueKind::Add,
                EpilogueKind::Elementwise,
                EpilogueKind::MaxPool,
            ],
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        let window = window_type(types, self.window);
        quote!(#runtime::layers::Conv2d<#input, #output, #window>)
    }
}

/// Checks that a kernel with axes of these sizes has at most 2^31 - 1 weights ([`MAX_ELEMENTS`]).
pub(super) fn bounded_kernel(dims: &[usize]) -> Result<(), ShapeError> {
    let weights = dims
        .iter()
        .try_fold(1usize, |product, size| product.checked_mul(*size));
    if weights.is_some_and(|weights| weights <= MAX_ELEMENTS) {
        return Ok(());
    }
    let dims: Vec<_> = dims.iter().map(usize::to_string).collect();
    Err(ShapeError {
        code: Code::TOO_MANY_PARAMS,
        title: "the kernel of {layer} is too large",
        label: format!("{} is more than 2^31 - 1 weights", dims.join("x")),
        blame: Blame::Argument,
        help: None,
    })
}
