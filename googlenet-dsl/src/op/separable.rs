//! The kinds `depthwise_conv` and `separable_conv`: words for convolutions whose groups are the channels of the input.
//! They have no operation of their own: the reader makes two layers of a `separable_conv`, and the builder, which knows
//! the input's channels, makes a [`Conv`](super::Conv) of a `depthwise_conv`.

use super::BatchNorm;
#[cfg(feature = "reader")]
use super::{Conv, Op, Padding, Window};
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting};
#[cfg(feature = "reader")]
use crate::grammar::{MAX_COUNT, Settings};
#[cfg(feature = "reader")]
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "reader")]
use crate::value::Activation;

const KERNEL: Field = Field {
    name: "kernel",
    ty: OptionType::Pair,
    default: DefaultValue::Required,
    doc: "height and width of the kernel",
};

const MULTIPLIER: Field = Field {
    name: "multiplier",
    ty: OptionType::Count,
    default: DefaultValue::Value(Setting::Count(1)),
    doc: "filters of each channel of the input, as Keras' `depth_multiplier`",
};

const STRIDE: Field = Field {
    name: "stride",
    ty: OptionType::Pair,
    default: DefaultValue::Value(Setting::Pair([1, 1])),
    doc: "pixels between neighbouring windows",
};

const DILATION: Field = Field {
    name: "dilation",
    ty: OptionType::Pair,
    default: DefaultValue::Value(Setting::Pair([1, 1])),
    doc: "pixels from one tap of the kernel to the next",
};

/// The `depthwise_conv` kind, a convolution with a group for each channel of its input.
pub const DEPTHWISE: Kind = Kind {
    name: "depthwise_conv",
    doc: "Convolution of each channel by itself, as Keras' `DepthwiseConv2D`: a `conv` with as many groups as its input has channels.",
    argument_name: "",
    argument: None,
    options: &[
        KERNEL,
        MULTIPLIER,
        STRIDE,
        DILATION,
        Field::PADDING,
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

/// The `separable_conv` kind, a `depthwise_conv` without bias and activation and a `conv` of kernel 1.
pub const SEPARABLE: Kind = Kind {
    name: "separable_conv",
    doc: "Convolution of each channel by itself, then of all channels of each pixel, as Keras' `SeparableConv2D`: a `depthwise_conv` without bias, and behind it, named `pointwise`, a `conv` of kernel 1.",
    argument_name: "filters",
    argument: Some(Field {
        name: "separable_conv",
        ty: OptionType::Count,
        default: DefaultValue::Required,
        doc: "filters, the channels of the result",
    }),
    options: &[
        KERNEL,
        MULTIPLIER,
        STRIDE,
        DILATION,
        Field::PADDING,
        Field {
            name: "batch_norm",
            ty: OptionType::Layer(&BatchNorm::KIND),
            default: DefaultValue::Value(Setting::Flag(false)),
            doc: "batch normalisation between the second convolution and the activation",
        },
        Field::BIAS,
        Field::ACTIVATION,
        Field::L2,
        Field::INITIALIZER,
    ],
    reads: Reads::One,
};

/// A value of a field of a layer that a `separable_conv` becomes.
#[cfg(feature = "reader")]
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// The value of this field of the `separable_conv`.
    Of(&'static str),
    /// This value.
    Is(Setting),
}

/// The values of the fields of [`DEPTHWISE`] of the first layer of a `separable_conv`.
#[cfg(feature = "reader")]
pub(crate) const FIRST: [Part; 10] = [
    Part::Of("kernel"),
    Part::Of("multiplier"),
    Part::Of("stride"),
    Part::Of("dilation"),
    Part::Of("padding"),
    Part::Is(Setting::Flag(false)),
    Part::Is(Setting::Flag(false)),
    Part::Is(Setting::Activation(Activation::None)),
    Part::Of("l2"),
    Part::Of("initializer"),
];

/// The values of the fields of [`Conv::KIND`] of the second layer of a `separable_conv`.
#[cfg(feature = "reader")]
pub(crate) const SECOND: [Part; 11] = [
    Part::Of("separable_conv"),
    Part::Is(Setting::Pair([1, 1])),
    Part::Is(Setting::Pair([1, 1])),
    Part::Is(Setting::Pair([1, 1])),
    Part::Is(Setting::Padding(Padding::Valid)),
    Part::Is(Setting::Count(1)),
    Part::Of("batch_norm"),
    Part::Of("bias"),
    Part::Of("activation"),
    Part::Of("l2"),
    Part::Of("initializer"),
];

/// Builds the convolution that the settings of [`DEPTHWISE`] describe for an input of the shape `input`.
///
/// # Errors
/// Returns [`Code::NEEDS_MAP`](crate::diagnostic::Code::NEEDS_MAP) if the input is a vector. Channels and filters are
/// checked by the shape rule of the convolution.
#[cfg(feature = "reader")]
pub(crate) fn depthwise(settings: &Settings, input: Shape) -> Result<Op, ShapeError> {
    let Shape::Map { channels, .. } = input else {
        return Err(ShapeError::needs_map(DEPTHWISE.name, input));
    };
    let groups = u32::try_from(channels).unwrap_or(MAX_COUNT);
    let conv = Conv {
        filters: groups.saturating_mul(settings.count("multiplier")),
        window: Window {
            dilation: settings.pair("dilation"),
            ..Window::new(
                settings.pair("kernel"),
                settings.pair("stride"),
                settings.padding(),
            )
        },
        groups,
        bias: settings.flag("bias"),
        activation: settings.activation(),
        l2: settings.real("l2"),
        initializer: settings.initializer(),
    };
    Ok(conv.into())
}
