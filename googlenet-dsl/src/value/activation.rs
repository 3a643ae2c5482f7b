//! Activations: the words of the language, and the functions behind them.

use super::word::words;
use crate::variants::variants;
use std::fmt;

/// Writes the functions as [`Elementwise`], the words as [`Activation`], and what leads from one to the other. A function
/// may have one parameter, with the value that it has where a file gives the word alone.
macro_rules! activations {
    ($(
        $(#[$doc:meta])*
        $name:ident $({ $(#[$parameter_doc:meta])* $parameter:ident: f32 = $usual:literal })? = $word:literal,
    )*) => {
        /// A function of one value.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        pub enum Elementwise {
            $($(#[$doc])* $name $({ $(#[$parameter_doc])* $parameter: f32 })?,)*
        }

        /// What the option `activation` can say: a function that is applied to each element of a layer's result, or
        /// softmax, which is an operation of its own ([`Softmax`](crate::op::Softmax)) over the result.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        pub enum Activation {
            $($(#[$doc])* $name $({ $(#[$parameter_doc])* $parameter: f32 })?,)*
            /// `exp(x - max) / sum(exp(x - max))` over the channels of each pixel.
            Softmax,
        }

        impl Activation {
            /// Every activation; those with a parameter have its usual value.
            pub const ALL: &'static [Activation] =
                &[$(Activation::$name $({ $parameter: $usual })?,)* Activation::Softmax];

            /// Returns the word that files use, without the parameter.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Activation::$name { .. } => $word,)*
                    Activation::Softmax => "softmax",
                }
            }

            /// The function that is applied to each element; `None` for softmax.
            pub const fn elementwise(self) -> Option<Elementwise> {
                match self {
                    $(Activation::$name $({ $parameter })? => Some(Elementwise::$name $({ $parameter })?),)*
                    Activation::Softmax => None,
                }
            }

            /// The name and the value of the parameter, where there is one.
            pub const fn parameter(self) -> Option<(&'static str, f32)> {
                match self {
                    $($(Activation::$name { $parameter } => Some((stringify!($parameter), $parameter)),)?)*
                    _ => None,
                }
            }

            /// The same activation with another parameter; `None` where it has none.
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

        #[cfg(feature = "codegen")]
        impl crate::tokens::Constant for Activation {
            fn constant(&self) -> proc_macro2::TokenStream {
                match self {
                    $(Activation::$name $({ $parameter })? => {
                        $(let $parameter = $parameter.constant();)?
                        quote::quote!(dsl::op::Activation::$name $({ $parameter: #$parameter })?)
                    })*
                    Activation::Softmax => quote::quote!(dsl::op::Activation::Softmax),
                }
            }
        }
    };
}

activations! {
    /// The identity.
    None = "none",
    /// `max(x, 0)`.
    Relu = "relu",
    /// `min(max(x, 0), 6)`.
    Relu6 = "relu6",
    /// `x` where it is positive, else `slope * x`; 0.2 is what Keras' `activations.leaky_relu` has.
    LeakyRelu {
        /// The factor of negative inputs.
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
    /// The word, without the parameter.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Activation {
    /// Whether each value of the result is a probability.
    pub const fn is_probability(self) -> bool {
        matches!(self, Activation::Sigmoid | Activation::Softmax)
    }
}
