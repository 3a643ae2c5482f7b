//! One option of a kind.

use super::{Kind, Setting};
use crate::value::word::Word;
use crate::value::{Activation, Padding};
use crate::variants::variants;

/// An option, or the main argument, of a kind.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Field {
    /// The key; for a main argument the kind's own name.
    pub name: &'static str,
    /// What values it takes.
    pub ty: OptionType,
    /// What holds where it is left out.
    pub default: DefaultValue,
    /// What it means, in one sentence.
    pub doc: &'static str,
}

/// The values that a field takes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum OptionType {
    /// A whole number from 1 to [`MAX_COUNT`].
    Count,
    /// A count, or `[height, width]`.
    Pair,
    /// A number from `min`; below `below` where there is one.
    Real {
        /// The smallest value.
        min: f32,
        /// The first value that is too large.
        below: Option<f32>,
    },
    /// `true` or `false`.
    Flag,
    /// `same`, `valid`, or [`OptionType::Edges`].
    Padding,
    /// A whole number from 0, `[height, width]`, or `[top, left, bottom, right]`.
    Edges,
    /// The word of an activation, or one that has a parameter with it as a map.
    Activation,
    /// A list of numbers, one for each branch of a join.
    Factors,
    /// `true`, `false`, or a map of the options of a kind. Its layer then stands behind this one, and behind it the
    /// activation as a layer of its own; this one has no bias unless the step says so.
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

/// The largest count that a file may hold.
pub const MAX_COUNT: u32 = 1_000_000;

/// What holds where a field is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum DefaultValue {
    /// Nothing: it must be given.
    Required,
    /// This.
    Value(Setting),
    /// What the main argument says.
    Argument,
}

variants!(DefaultValue {
    Required,
    Value,
    Argument
});

impl OptionType {
    /// The type in words, for messages and the reference page.
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

    /// The option `padding`.
    pub(crate) const PADDING: Field = Field {
        name: "padding",
        ty: OptionType::Padding,
        default: DefaultValue::Value(Setting::Padding(Padding::Valid)),
        doc: "zeros around the input; `same`: as TensorFlow adds them for `ceil(input / stride)` outputs; `valid`: none; \
              or as many rows and columns",
    };

    /// The option `activation`.
    pub(crate) const ACTIVATION: Field = Field {
        name: "activation",
        ty: OptionType::Activation,
        default: DefaultValue::Value(Setting::Activation(Activation::None)),
        doc: "the function applied to the result",
    };

    /// The option `l2`.
    pub(crate) const L2: Field = Field {
        name: "l2",
        ty: OptionType::Real {
            min: 0.0,
            below: None,
        },
        default: DefaultValue::Value(Setting::Real(0.0)),
        doc: "the factor of the kernel's sum of squares in the loss",
    };

    /// The option `bias`.
    pub(crate) const BIAS: Field = Field {
        name: "bias",
        ty: OptionType::Flag,
        default: DefaultValue::Value(Setting::Flag(true)),
        doc: "whether a learned vector is added",
    };
}
