//! The fields of kinds (main arguments and options), their types and defaults, and the fields that several kinds share.

use super::{Kind, Setting};
use crate::value::word::{Word, alternatives};
use crate::value::{Activation, ChannelOrder, Initializer, Padding};
use crate::variants::variants;

/// A field of a kind: one of its options, or its main argument (the value behind the kind's keyword).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Field {
    /// Key of the option in the description; for a main argument the keyword of the kind.
    pub name: &'static str,
    /// Type of the values that the field accepts.
    pub ty: OptionType,
    /// Source of the field's value if neither the step of the description nor the file's `defaults` give one: none (an
    /// error), a constant, or the main argument.
    pub default: DefaultValue,
    /// Meaning of the field, a phrase in lower case without a full stop at the end, for the reference page, the JSON
    /// Schema, and error messages about a missing value.
    pub doc: &'static str,
}

/// The type of a field: the set of values that it accepts.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum OptionType {
    /// A whole number from 1 to [`MAX_COUNT`].
    Count,
    /// Height and width, both from 1 to [`MAX_COUNT`]: a whole number for both, or `[height, width]`.
    Pair,
    /// A finite number in a range, rounded to `f32`.
    Real {
        /// Smallest allowed value; `f32::MIN` if there is no lower limit.
        min: f32,
        /// Exclusive upper limit; `None` if there is none.
        below: Option<f32>,
    },
    /// `true` or `false`.
    Flag,
    /// Padding: `same`, `valid`, or the forms of [`OptionType::Edges`].
    Padding,
    /// Numbers of rows and columns at the four edges of a map, each from 0 to [`MAX_COUNT`]: a whole number for all
    /// edges, `[height, width]` (rows above and below, columns left and right), or `[top, left, bottom, right]`.
    Edges,
    /// The name of an activation, or a map of the name of an activation that has parameters to their values: a number
    /// for a single number, as in `{leaky_relu: 0.1}`, otherwise a list of all or a map of some of them, as in
    /// `{clip: [0, 6]}` and `{gelu: {approximate: true}}`.
    Activation,
    /// A range of channels: `[from, to]`, two whole numbers from 0 to [`MAX_COUNT`], the second one exclusive.
    Range,
    /// Height, width and channels: `[height, width, channels]`, whole numbers from 1 to [`MAX_COUNT`], of which one may
    /// be -1, the size that follows from the others.
    Sizes,
    /// The name of an order of channels.
    ChannelOrder,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Height and width of a resized map: a factor, which is a number above 0, or `[height, width]` of factors, or
    /// `{size: [height, width]}`, whole numbers from 1 to [`MAX_COUNT`].
    Scale,
    /// Height and width, both from 0 to [`MAX_COUNT`]: a whole number for both, or `[height, width]`.
    PairFromZero,
    /// The name of an initializer, or `{truncated_normal: deviation}` with a number above 0.
    Initializer,
    /// A list of finite numbers, one for each branch of a sum (the option `scale` of `add`).
    Factors,
    /// `true`, `false`, or a map of the options of a kind, as in `batch_norm: true`. All but `false` put a layer of
    /// that kind behind the layer with this field; the activation then becomes a separate layer behind both, and the
    /// bias is off unless the step of the description itself (not the file's `defaults`) gives it.
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
    Range,
    Sizes,
    ChannelOrder,
    Choice,
    Scale,
    PairFromZero,
    Initializer,
    Factors,
    Layer
});

/// Largest value of an [`OptionType::Count`], of each number of an [`OptionType::Pair`], and of each edge.
pub const MAX_COUNT: u32 = 1_000_000;

/// The source of a field's value if neither the step of the description nor the file's `defaults` give one.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum DefaultValue {
    /// No default: leaving the field out is an error.
    Required,
    /// The field has this constant value.
    Value(Setting),
    /// The value of the kind's main argument, as for `stride` of `max_pool`.
    Argument,
}

variants!(DefaultValue {
    Required,
    Value,
    Argument
});

impl OptionType {
    /// Returns the accepted values as a phrase, such as `` a whole number or `[height, width]` ``, for error messages
    /// and the reference page. The limits of a whole number are left out.
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
            OptionType::Range => "`[from, to]`, the second one not included".into(),
            OptionType::Sizes => "`[height, width, channels]`, one of which may be -1".into(),
            OptionType::ChannelOrder => words(&ChannelOrder::words()),
            OptionType::Choice(choices) => words(choices),
            OptionType::Scale => {
                "a factor, `[height, width]` of factors, or `{size: [height, width]}`".into()
            }
            OptionType::PairFromZero => "a whole number or `[height, width]`, 0 or more".into(),
            OptionType::Initializer => format!(
                "{} or `{{truncated_normal: deviation}}`",
                words(&Initializer::words())
            ),
            OptionType::Activation => {
                let words = Activation::words().into_iter().map(str::to_owned);
                let forms = Activation::ALL.iter().filter_map(|all| all.form());
                let all: Vec<String> = words.chain(forms).collect();
                let all: Vec<&str> = all.iter().map(String::as_str).collect();
                alternatives(&all)
            }
        }
    }
}

/// Returns the words in backquotes, separated by commas.
fn words(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

impl Field {
    /// The definition of one factor in the list of a field of [`OptionType::Factors`] (the option `scale` of `add`);
    /// each factor of the list is checked against the type of this field.
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

    /// The definition (key, type, default, meaning) of the option `padding`, which convolution and poolings share.
    pub(crate) const PADDING: Field = Field {
        name: "padding",
        ty: OptionType::Padding,
        default: DefaultValue::Value(Setting::Padding(Padding::Valid)),
        doc: "zeros around the input; `same`: as TensorFlow adds them for `ceil(input / stride)` outputs; `same_lower`: \
              the same with an odd one above and to the left; `valid`: none; or as many rows and columns",
    };

    /// The definition (key, type, default, meaning) of the option `activation`, which convolution and dense layer
    /// share. The kind `add` has the same option with another text as `doc`.
    pub(crate) const ACTIVATION: Field = Field {
        name: "activation",
        ty: OptionType::Activation,
        default: DefaultValue::Value(Setting::Activation(Activation::None)),
        doc: "the function applied to the result",
    };

    /// The definition (key, type, default, meaning) of the option `l2`, which convolution and dense layer share.
    pub(crate) const L2: Field = Field {
        name: "l2",
        ty: OptionType::Real {
            min: 0.0,
            below: None,
        },
        default: DefaultValue::Value(Setting::Real(0.0)),
        doc: "the factor of the kernel's sum of squares in the loss",
    };

    /// The definition (key, type, default, meaning) of the option `initializer`, which convolution and dense layer
    /// share.
    pub(crate) const INITIALIZER: Field = Field {
        name: "initializer",
        ty: OptionType::Initializer,
        default: DefaultValue::Value(Setting::Initializer(Initializer::DEFAULT)),
        doc: "how training draws the first values of the kernel, as Keras does; with `{truncated_normal: 0.1}` the \
              standard deviation, 0.05 where the word stands alone",
    };

    /// The definition (key, type, default, meaning) of the option `bias`, which convolution and dense layer share.
    pub(crate) const BIAS: Field = Field {
        name: "bias",
        ty: OptionType::Flag,
        default: DefaultValue::Value(Setting::Flag(true)),
        doc: "whether a learned vector is added",
    };
}
