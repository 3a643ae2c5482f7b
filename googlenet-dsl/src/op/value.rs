//! Values that several operations share.

/// How a window that reaches over the edge of its input is padded with zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// TensorFlow's rule: `ceil(input / stride)` outputs, the odd padding row or column at the end.
    Same,
    /// No padding.
    Valid,
}

/// A function applied to each element of a layer's result (softmax: over the channels of each pixel).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// The identity.
    None,
    /// `max(x, 0)`.
    Relu,
    /// `min(max(x, 0), 6)`.
    Relu6,
    /// `1 / (1 + exp(-x))`.
    Sigmoid,
    /// The hyperbolic tangent.
    Tanh,
    /// `exp(x - max) / sum(exp(x - max))` over the channels.
    Softmax,
}

impl Activation {
    /// The words that files use, in the order of the variants.
    pub const WORDS: &'static [&'static str] =
        &["none", "relu", "relu6", "sigmoid", "tanh", "softmax"];
    const ALL: [Activation; 6] = [
        Activation::None,
        Activation::Relu,
        Activation::Relu6,
        Activation::Sigmoid,
        Activation::Tanh,
        Activation::Softmax,
    ];

    /// The activation of the given place in [`Self::WORDS`].
    pub(crate) fn from_choice(choice: usize) -> Activation {
        Self::ALL[choice]
    }

    /// The word that files use.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl Padding {
    /// The words that files use, in the order of the variants.
    pub const WORDS: &'static [&'static str] = &["same", "valid"];

    /// The padding of the given place in [`Self::WORDS`].
    pub(crate) fn from_choice(choice: usize) -> Padding {
        [Padding::Same, Padding::Valid][choice]
    }

    /// The word that files use.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

#[cfg(feature = "codegen")]
mod literal {
    use super::{Activation, Padding};
    use crate::codegen::Literal;
    use proc_macro2::{Ident, Span, TokenStream};
    use quote::quote;

    impl Literal for Padding {
        fn literal(&self) -> TokenStream {
            let variant = Ident::new(&format!("{self:?}"), Span::call_site());
            quote!(dsl::op::Padding::#variant)
        }
    }

    impl Literal for Activation {
        fn literal(&self) -> TokenStream {
            let variant = Ident::new(&format!("{self:?}"), Span::call_site());
            quote!(dsl::op::Activation::#variant)
        }
    }
}
