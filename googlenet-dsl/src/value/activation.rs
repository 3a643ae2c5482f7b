//! Activations: the words of the option `activation`, their parameters, and the element-wise functions among them.

use super::word::words;
use crate::variants::variants;
use std::fmt;

/// Defines [`Elementwise`], [`Activation`] and the conversion from the latter to the former, from a list of
/// element-wise functions with their words in descriptions. A function may have one parameter, with a default value
/// that holds where a description gives the word alone.
macro_rules! activations {
    ($(
        $(#[$doc:meta])*
        $name:ident $({ $(#[$parameter_doc:meta])* $parameter:ident: f32 = $usual:literal })? = $word:literal,
    )*) => {
        /// A function of one value, applied to each element of a tensor: every [`Activation`] but softmax.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        pub enum Elementwise {
            $($(#[$doc])* $name $({ $(#[$parameter_doc])* $parameter: f32 })?,)*
        }

        /// A value of the option `activation`: a function of each element of a layer's result, or softmax over the
        /// channels of each pixel, which runs as an operation of its own ([`Softmax`](crate::op::Softmax)).
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        pub enum Activation {
            $($(#[$doc])* $name $({ $(#[$parameter_doc])* $parameter: f32 })?,)*
            /// `exp(x - max) / sum(exp(x - max))` over the channels of each pixel.
            Softmax,
        }

        impl Activation {
            /// All activations, softmax last; those with a parameter have its default value.
            pub const ALL: &'static [Activation] =
                &[$(Activation::$name $({ $parameter: $usual })?,)* Activation::Softmax];

            /// Returns the word of the activation in descriptions, such as `relu`, without its parameter.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Activation::$name { .. } => $word,)*
                    Activation::Softmax => "softmax",
                }
            }

            /// Returns the activation as a function of each element, with its parameter; `None` for softmax.
            pub const fn elementwise(self) -> Option<Elementwise> {
                match self {
                    $(Activation::$name $({ $parameter })? => Some(Elementwise::$name $({ $parameter })?),)*
                    Activation::Softmax => None,
                }
            }

            /// Returns the name and the value of the activation's parameter, such as `slope` and 0.2; `None` if it has
            /// none.
            pub const fn parameter(self) -> Option<(&'static str, f32)> {
                match self {
                    $($(Activation::$name { $parameter } => Some((stringify!($parameter), $parameter)),)?)*
                    _ => None,
                }
            }

            /// Returns the same activation with this value of its parameter; `None` if it has none.
            #[must_use]
            pub const fn with_parameter(self, value: f32) -> Option<Activation> {
                match self {
                    $($(Activation::$name { .. } => Some(Activation::$name { $parameter: value }),)?)*
                    _ => None,
                }
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
    /// `1 / (1 + exp(-x))`.
    Sigmoid = "sigmoid",
    /// The hyperbolic tangent.
    Tanh = "tanh",
}

words!(Activation, "activation", |activation| Some(
    activation.as_str()
));

impl fmt::Display for Activation {
    /// Writes the word of the activation in descriptions, such as `relu`, without its parameter.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Activation {
    /// Returns `true` if each value of the result is a probability, which holds for sigmoid and softmax.
    pub const fn is_probability(self) -> bool {
        matches!(self, Activation::Sigmoid | Activation::Softmax)
    }
}
