//! Values and shapes as Rust tokens. Paths of values begin at `dsl`, which the surrounding code brings into scope.

mod types;

pub(crate) use types::{list_type, shape_type};

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

/// A value as a constant expression.
pub(crate) trait Constant {
    /// The expression.
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

/// A list as a borrowed `Cow`.
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
