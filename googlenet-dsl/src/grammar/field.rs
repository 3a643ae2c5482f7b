//! The options of kinds and their types.

use super::{Kind, Setting};
use crate::value::word::Word;
use crate::value::{Activation, Padding};
use crate::variants::variants;

/// An option of a kind, or its main argument.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Field {
    /// Key of the option in the description; for a main argument the name of the kind.
    pub name: &'static str,
    /// Type of the values that the field accepts.
    pub ty: OptionType,
    /// Value of the field if the description does not give one.
    pub default: DefaultValue,
    /// Meaning of the field, in one sentence, for the reference page and the schema.
    pub doc: &'static str,
}

/// The type of a field, which is the set of values that it accepts.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum OptionType {
    /// A whole number from 1 to [`MAX_COUNT`].
    Count,
    /// A [`Type::Count`] for both height and width, or `[height, width]`.
    Pair,
    /// A number in a range.
    Real {
        /// Smallest allowed value; `f32::MIN` for no limit.
        min: f32,
        /// Exclusive upper limit; `None` for no limit.
        below: Option<f32>,
    },
    /// `true` or `false`.
    Flag,
    /// `same`, `valid`, or [`OptionType::Edges`].
    Padding,
    /// Rows and columns at the edges, from 0: a whole number for all edges, `[height, width]`, or
    /// `[top, left, bottom, right]`.
    Edges,
    /// The name of an activation, or a map of a name to its parameter, as in `{leaky_relu: 0.1}`.
    Activation,
    /// A list of numbers, one for each branch of a concat or sum.
    Factors,
    /// `true`, `false`, or a map of the options of a kind, as in `batch_norm: true`. Adds a layer of that kind behind
    /// the layer with this field. The activation then becomes a separate layer behind both, and the bias is off unless
    /// the step gives it.
    Layer(&'static Kind),
}

variants!(OptionType {
    Count,
    Pair,
    Real,
    Flag,
    Padding,
    Edges,
    Activation,
    Factors,
    Layer
});

/// Largest value of a [`Type::Count`] or edge in a description.
pub const MAX_COUNT: u32 = 1_000_000;

/// The value of a field that the description leaves out.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum DefaultValue {
    /// No default: the field must be given.
    Required,
    /// A fixed default.
    Value(Setting),
    /// The value of the kind's main argument.
    Argument,
}

variants!(DefaultValue {
    Required,
    Value,
    Argument
});

impl OptionType {
    /// Returns the accepted values in words, for error messages and the reference page.
    pub fn describe(&self) -> String {
        match self {
            OptionType::Count => "a whole number".into(),
            OptionType::Pair => "a whole number or `[height, width]`".into(),
            OptionType::Real {
                min: f32::MIN,
                below: None,
            } => "a number".into(),
            OptionType::Real { min, below: None } => format!("a number, {min} or more"),
            OptionType::Real {
                min,
                below: Some(below),
            } => format!("a number, {min} or more and below {below}"),
            OptionType::Factors => "a list of numbers, one for each branch".into(),
            OptionType::Flag => "`true` or `false`".into(),
            OptionType::Layer(kind) => {
                format!("`true`, `false` or a map of the options of `{}`", kind.name)
            }
            OptionType::Padding => format!(
                "{}, {}",
                words(&Padding::words()),
                OptionType::Edges.describe()
            ),
            OptionType::Edges => {
                "a whole number, `[height, width]` or `[top, left, bottom, right]`".into()
            }
            OptionType::Activation => {
                let mut text = words(&Activation::words());
                for activation in Activation::ALL {
                    if let Some((parameter, _)) = activation.parameter() {
                        text += &format!(" or `{{{}: {parameter}}}`", activation.as_str());
                    }
                }
                text
            }
        }
    }
}

fn words(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

impl Field {
    /// One number of a field of [`OptionType::Factors`].
    #[cfg(feature = "reader")]
    pub(crate) const FACTOR: Field = Field {
        name: "scale",
        ty: OptionType::Real {
            min: f32::MIN,
            below: None,
        },
        default: DefaultValue::Required,
        doc: "the factor of a branch",
    };

    /// The option `padding` of convolution and pooling.
    pub(crate) const PADDING: Field = Field {
        name: "padding",
        ty: OptionType::Padding,
        default: DefaultValue::Value(Setting::Padding(Padding::Valid)),
        doc: "zeros around the input; `same`: as TensorFlow adds them for `ceil(input / stride)` outputs; `valid`: none; \
              or as many rows and columns",
    };

    /// The option `activation` of convolution, dense layer and sum.
    pub(crate) const ACTIVATION: Field = Field {
        name: "activation",
        ty: OptionType::Activation,
        default: DefaultValue::Value(Setting::Activation(Activation::None)),
        doc: "the function applied to the result",
    };

    /// The option `l2` of convolution and dense layer.
    pub(crate) const L2: Field = Field {
        name: "l2",
        ty: OptionType::Real {
            min: 0.0,
            below: None,
        },
        default: DefaultValue::Value(Setting::Real(0.0)),
        doc: "the factor of the kernel's sum of squares in the loss",
    };

    /// The option `bias` of convolution and dense layer.
    pub(crate) const BIAS: Field = Field {
        name: "bias",
        ty: OptionType::Flag,
        default: DefaultValue::Value(Setting::Flag(true)),
        doc: "whether a learned vector is added",
    };
}
