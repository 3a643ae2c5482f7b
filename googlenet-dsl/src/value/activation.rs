//! Activations: the words of the option `activation`, their parameters, and the element-wise functions among them.

use super::word::words;
use crate::variants::variants;
use std::fmt;

/// Defines [`Elementwise`], [`Activation`] and the conversion from the latter to the former, from a list of
/// element-wise functions with their words in descriptions. A function may have parameters, numbers or flags, each with
/// a default value that holds where a description does not give it.
macro_rules! activations {
    ($(
        $(#[$doc:meta])*
        $name:ident $({ $($(#[$parameter_doc:meta])* $parameter:ident: $ty:ident = $usual:expr),+ $(,)? })? = $word:literal,
    )*) => {
        /// A function of one value, applied to each element of a tensor: every [`Activation`] but softmax.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        pub enum Elementwise {
            $($(#[$doc])* $name $({ $($(#[$parameter_doc])* $parameter: $ty),+ })?,)*
        }

        /// A value of the option `activation`: a function of each element of a layer's result, or softmax over the
        /// channels of each pixel, which runs as an operation of its own ([`Softmax`](crate::op::Softmax)).
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        pub enum Activation {
            $($(#[$doc])* $name $({ $($(#[$parameter_doc])* $parameter: $ty),+ })?,)*
            /// `exp(x - max) / sum(exp(x - max))` over the channels of each pixel.
            Softmax,
        }

        impl Activation {
            /// All activations, softmax last. Those with parameters have their default values; `clip`, whose bounds a
            /// description has to give, has -1 and 1.
            pub const ALL: &'static [Activation] =
                &[$(Activation::$name $({ $($parameter: $usual),+ })?,)* Activation::Softmax];

            /// Returns the word of the activation in descriptions, such as `relu`, without its parameters.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Activation::$name { .. } => $word,)*
                    Activation::Softmax => "softmax",
                }
            }

            /// Returns the activation as a function of each element, with its parameters; `None` for softmax.
            pub const fn elementwise(self) -> Option<Elementwise> {
                match self {
                    $(Activation::$name $({ $($parameter),+ })? => {
                        Some(Elementwise::$name $({ $($parameter),+ })?)
                    })*
                    Activation::Softmax => None,
                }
            }

            /// Returns the names and values of the activation's parameters, in the order of their definition; empty if
            /// it has none.
            pub fn parameters(self) -> Vec<(&'static str, Parameter)> {
                match self {
                    $($(Activation::$name { $($parameter),+ } => {
                        vec![$((stringify!($parameter), Parameter::from($parameter))),+]
                    })?)*
                    _ => Vec::new(),
                }
            }

            /// Returns the same activation with these values of its parameters, in the order of
            /// [`Activation::parameters`]; `None` if their number or a type differs.
            #[must_use]
            pub fn with_parameters(self, values: &[Parameter]) -> Option<Activation> {
                let mut values = values.iter();
                let made = match self {
                    $($(Activation::$name { .. } => Activation::$name {
                        $($parameter: $ty::try_from(*values.next()?).ok()?),+
                    },)?)*
                    other => other,
                };
                values.next().is_none().then_some(made)
            }
        }

        variants!(Elementwise { $($name),* });
        variants!(Activation { $($name,)* Softmax });
    };
}

activations! {
    /// The identity.
    None = "none",
    /// `max(x, 0)`.
    Relu = "relu",
    /// `min(max(x, 0), 6)`.
    Relu6 = "relu6",
    /// `x` if positive, otherwise `slope * x`. The default slope is 0.2, as in Keras' `activations.leaky_relu`.
    LeakyRelu {
        /// Factor by which negative elements are multiplied.
        slope: f32 = 0.2
    } = "leaky_relu",
    /// `x` if positive, otherwise `alpha * (exp(x) - 1)`.
    Elu {
        /// Factor of negative elements, the limit of the result towards minus infinity with its sign changed.
        alpha: f32 = 1.0
    } = "elu",
    /// `min(max(x, low), high)`.
    Clip {
        /// Smallest result; minus infinity if there is no lower bound.
        low: f32 = -1.0,
        /// Largest result, not below `low`; infinity if there is no upper bound.
        high: f32 = 1.0
    } = "clip",
    /// `1 / (1 + exp(-x))`.
    Sigmoid = "sigmoid",
    /// `min(max(alpha * x + beta, 0), 1)`. The defaults 1/6 and 0.5 are those of Keras 3 and PyTorch; ONNX and Keras 2
    /// have an alpha of 0.2.
    HardSigmoid {
        /// Factor of the elements.
        alpha: f32 = 1.0 / 6.0,
        /// Value at 0.
        beta: f32 = 0.5
    } = "hard_sigmoid",
    /// The hyperbolic tangent.
    Tanh = "tanh",
    /// `x / (1 + exp(-x))`, which is also called SiLU.
    Swish = "swish",
    /// `x * min(max(x + 3, 0), 6) / 6`.
    HardSwish = "hard_swish",
    /// `x` times the normal distribution's probability of values below `x`: `x * (1 + erf(x / sqrt(2))) / 2`.
    Gelu {
        /// Whether `x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2` takes the place of the exact function.
        approximate: bool = false
    } = "gelu",
    /// `ln(1 + exp(x))`.
    Softplus = "softplus",
}

impl Elementwise {
    /// Returns `true` if the derivative can be computed from the function's result; `false` if it needs the argument.
    /// Where the function has a bend, the derivative is that of the side on which the result is constant or smaller.
    pub fn gradient_reads_result(self) -> bool {
        match self {
            Elementwise::None
            | Elementwise::Relu
            | Elementwise::Relu6
            | Elementwise::Clip { .. }
            | Elementwise::Sigmoid
            | Elementwise::Tanh
            | Elementwise::Softplus => true,
            Elementwise::LeakyRelu { slope } => slope >= 0.0,
            Elementwise::Elu { alpha } => alpha >= 0.0,
            Elementwise::HardSigmoid { alpha, .. } => alpha >= 0.0,
            Elementwise::Swish | Elementwise::HardSwish | Elementwise::Gelu { .. } => false,
        }
    }
}

words!(Activation, "activation", |activation| (!activation
    .needs_parameters())
.then(|| activation.as_str()));

impl fmt::Display for Activation {
    /// Writes the word of the activation in descriptions, such as `relu`, without its parameters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Activation {
    /// Returns `true` if each value of the result is a probability, which holds for sigmoid and softmax.
    pub const fn is_probability(self) -> bool {
        matches!(self, Activation::Sigmoid | Activation::Softmax)
    }

    /// Returns `true` if the word alone is no activation, as a description has to give the parameters. That is so for
    /// `clip`.
    pub const fn needs_parameters(self) -> bool {
        matches!(self, Activation::Clip { .. })
    }

    /// Returns the name and the value of the activation's parameter, such as `slope` and 0.2, if it has one and that is
    /// a number; `None` if not.
    pub const fn parameter(self) -> Option<(&'static str, f32)> {
        match self {
            Activation::LeakyRelu { slope } => Some(("slope", slope)),
            Activation::Elu { alpha } => Some(("alpha", alpha)),
            _ => None,
        }
    }

    /// Returns the same activation with this value of its parameter; `None` if [`Activation::parameter`] returns none.
    #[must_use]
    pub const fn with_parameter(self, value: f32) -> Option<Activation> {
        match self {
            Activation::LeakyRelu { .. } => Some(Activation::LeakyRelu { slope: value }),
            Activation::Elu { .. } => Some(Activation::Elu { alpha: value }),
            _ => None,
        }
    }

    /// Returns the activation with this word and its default parameters, also where these have to be given; `None` if
    /// there is none.
    pub(crate) fn named(word: &str) -> Option<Activation> {
        let mut all = Activation::ALL.iter().copied();
        all.find(|activation| activation.as_str() == word)
    }

    /// Returns the activation as a description writes it: `relu`, `{leaky_relu: 0.1}`, `{clip: [0, 6]}`, `{clip: {low:
    /// 0}}` or `{gelu: {approximate: true}}`. Several parameters, or a flag, are left out where all have their default
    /// values.
    pub fn written(self) -> String {
        let word = self.as_str();
        match self.given().as_slice() {
            [] => word.to_owned(),
            [(_, value @ Parameter::Number(_))] => format!("{{{word}: {value}}}"),
            given if self.needs_parameters() && given.iter().all(|(_, value)| value.is_there()) => {
                let values: Vec<String> =
                    given.iter().map(|(_, value)| value.to_string()).collect();
                format!("{{{word}: [{}]}}", values.join(", "))
            }
            given => {
                let entry = |(name, value): &(&str, Parameter)| format!("{name}: {value}");
                let there = given.iter().filter(|(_, value)| value.is_there());
                let entries: Vec<String> = there.map(entry).collect();
                format!("{{{word}: {{{}}}}}", entries.join(", "))
            }
        }
    }

    /// Returns the form in which a description writes the activation with its parameters, such as `{leaky_relu:
    /// slope}`, `{clip: [low, high]}` or `{gelu: {approximate: true}}`; `None` if it has none.
    pub(crate) fn form(self) -> Option<String> {
        let word = self.as_str();
        let known = self.parameters();
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        Some(match known.as_slice() {
            [] => return None,
            [(name, Parameter::Flag(_))] => format!("{{{word}: {{{name}: true}}}}"),
            [(name, _)] => format!("{{{word}: {name}}}"),
            _ => format!("{{{word}: [{}]}}", names.join(", ")),
        })
    }

    /// Returns the activation as a text for people: its word, and behind it the parameters: `relu`, `leaky_relu 0.1`,
    /// `clip 0, 6` or `gelu approximate`. Several parameters, or a flag, are left out where all have their default
    /// values.
    pub fn text(self) -> String {
        let value = |(name, value): &(&'static str, Parameter)| match value {
            Parameter::Number(_) => value.to_string(),
            Parameter::Flag(true) => (*name).to_owned(),
            Parameter::Flag(false) => format!("not {name}"),
        };
        let values: Vec<String> = self.given().iter().map(value).collect();
        match values.is_empty() {
            true => self.as_str().to_owned(),
            false => format!("{} {}", self.as_str(), values.join(", ")),
        }
    }

    /// Returns the parameters that texts name: all of them, or none if they are not a single number and all have their
    /// default values.
    fn given(self) -> Vec<(&'static str, Parameter)> {
        let usual = !self.needs_parameters() && Activation::ALL.contains(&self);
        match usual && self.parameter().is_none() {
            true => Vec::new(),
            false => self.parameters(),
        }
    }
}

/// The value of a parameter of an [`Activation`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Parameter {
    /// A number; an infinite one is a bound that is not there.
    Number(f32),
    /// A boolean.
    Flag(bool),
}

variants!(Parameter { Number, Flag });

impl Parameter {
    /// Returns `false` for an infinite number, a bound that is not there.
    fn is_there(self) -> bool {
        !matches!(self, Parameter::Number(number) if number.is_infinite())
    }
}

impl From<f32> for Parameter {
    fn from(number: f32) -> Parameter {
        Parameter::Number(number)
    }
}

impl From<bool> for Parameter {
    fn from(flag: bool) -> Parameter {
        Parameter::Flag(flag)
    }
}

impl TryFrom<Parameter> for f32 {
    type Error = Parameter;

    fn try_from(parameter: Parameter) -> Result<f32, Parameter> {
        match parameter {
            Parameter::Number(number) => Ok(number),
            other => Err(other),
        }
    }
}

impl TryFrom<Parameter> for bool {
    type Error = Parameter;

    fn try_from(parameter: Parameter) -> Result<bool, Parameter> {
        match parameter {
            Parameter::Flag(flag) => Ok(flag),
            other => Err(other),
        }
    }
}

impl fmt::Display for Parameter {
    /// Writes the value as a description does: `0.1` or `true`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Parameter::Number(number) => number.fmt(f),
            Parameter::Flag(flag) => flag.fmt(f),
        }
    }
}
