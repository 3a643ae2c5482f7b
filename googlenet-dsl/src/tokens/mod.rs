//! Conversion of values to constant expressions, and of shapes to types, as tokens of generated code. Paths in constant
//! expressions begin at `dsl` or `std`, names that the generated code imports.

mod types;

#[allow(unreachable_pub)]
pub use types::Types;
pub(crate) use types::{Aliases, joined};

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

/// A value that generated code can hold as a constant expression.
pub(crate) trait Constant {
    /// Returns the tokens of a constant expression that evaluates to the value; its paths begin at `dsl` or `std`.
    fn constant(&self) -> TokenStream;
}

/// Implements [`Constant`] for number types: a literal, made by the given method of [`Token`].
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

impl Constant for std::borrow::Cow<'static, [f64]> {
    fn constant(&self) -> TokenStream {
        let items = self.iter().map(Constant::constant);
        quote!(std::borrow::Cow::Borrowed(&[#(#items),*]))
    }
}
