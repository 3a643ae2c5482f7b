//! Conversion of values and shapes to Rust tokens. Paths of values begin at `dsl`, which the generated code brings into
//! scope.

mod types;

pub(crate) use types::{list_type, shape_type};

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

/// Values that generated code holds as constant expressions.
pub(crate) trait Constant {
    /// Returns the tokens of a constant expression that evaluates to the value.
    fn constant(&self) -> TokenStream;
}

macro_rules! numbers {
    ($($ty:ident: $suffixed:ident),*) => {
        $(impl Constant for $ty {
            fn constant(&self) -> TokenStream {
                let token = Token::$suffixed(*self);
                quote!(#token)
            }
        })*
    };
}

numbers!(u32: u32_unsuffixed, usize: usize_unsuffixed, f32: f32_unsuffixed, f64: f64_unsuffixed);

impl Constant for bool {
    fn constant(&self) -> TokenStream {
        quote!(#self)
    }
}

impl<T: Constant, const N: usize> Constant for [T; N] {
    fn constant(&self) -> TokenStream {
        let items = self.iter().map(Constant::constant);
        quote!([#(#items),*])
    }
}

/// Returns the tokens of a `Cow::Borrowed` slice of these items.
pub(crate) fn borrowed(items: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(::std::borrow::Cow::Borrowed(&[#(#items),*]))
}

impl Constant for std::borrow::Cow<'static, [f64]> {
    fn constant(&self) -> TokenStream {
        borrowed(self.iter().map(Constant::constant))
    }
}

impl Constant for std::borrow::Cow<'static, [f32]> {
    fn constant(&self) -> TokenStream {
        borrowed(self.iter().map(Constant::constant))
    }
}
