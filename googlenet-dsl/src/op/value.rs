//! Values that several operations share.

/// How a window that reaches over the edge of its input is padded with zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// TensorFlow's rule: `ceil(input / stride)` outputs, the odd padding row or column at the end.
    Same,
    /// No padding.
    Valid,
    /// So many rows above, columns to the left, rows below, columns to the right.
    Explicit([u32; 4]),
}

/// A function applied to each element of a layer's result (softmax: over the channels of each pixel).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Activation {
    /// The identity.
    None,
    /// `max(x, 0)`.
    Relu,
    /// `min(max(x, 0), 6)`.
    Relu6,
    /// `x` where it is positive, else `slope * x`.
    LeakyRelu {
        /// The factor of negative inputs.
        slope: f32,
    },
    /// `1 / (1 + exp(-x))`.
    Sigmoid,
    /// The hyperbolic tangent.
    Tanh,
    /// `exp(x - max) / sum(exp(x - max))` over the channels.
    Softmax,
}

impl Activation {
    /// Every activation; `leaky_relu` with the slope that Keras' `activations.leaky_relu` has.
    pub const ALL: [Activation; 7] = [
        Activation::None,
        Activation::Relu,
        Activation::Relu6,
        Activation::LeakyRelu { slope: 0.2 },
        Activation::Sigmoid,
        Activation::Tanh,
        Activation::Softmax,
    ];

    /// The word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Activation::None => "none",
            Activation::Relu => "relu",
            Activation::Relu6 => "relu6",
            Activation::LeakyRelu { .. } => "leaky_relu",
            Activation::Sigmoid => "sigmoid",
            Activation::Tanh => "tanh",
            Activation::Softmax => "softmax",
        }
    }
}

impl Padding {
    /// The words that files use.
    pub const WORDS: [(&'static str, Padding); 2] =
        [("same", Padding::Same), ("valid", Padding::Valid)];
}

#[cfg(feature = "codegen")]
mod literal {
    use super::{Activation, Padding};
    use crate::codegen::Literal;
    use proc_macro2::{Ident, Span, TokenStream};
    use quote::quote;

    impl Literal for Padding {
        fn literal(&self) -> TokenStream {
            match self {
                Padding::Same => quote!(dsl::op::Padding::Same),
                Padding::Valid => quote!(dsl::op::Padding::Valid),
                Padding::Explicit(edges) => {
                    let edges = edges.literal();
                    quote!(dsl::op::Padding::Explicit(#edges))
                }
            }
        }
    }

    impl Literal for Activation {
        fn literal(&self) -> TokenStream {
            if let Activation::LeakyRelu { slope } = self {
                let slope = slope.literal();
                return quote!(dsl::op::Activation::LeakyRelu { slope: #slope });
            }
            let variant = Ident::new(&format!("{self:?}"), Span::call_site());
            quote!(dsl::op::Activation::#variant)
        }
    }
}
