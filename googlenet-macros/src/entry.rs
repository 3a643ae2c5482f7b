//! The syntax of an entry of the macro's call: `#[attributes] pub Name = "path";`.

use crate::expression::Expression;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Token, Visibility};

/// One network of a call.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    /// The name of the module, if the entry chooses it with `mod`.
    pub(crate) module: Option<Ident>,
    pub(crate) path: Expression,
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let form = "expected `pub Name = \"path/to/network.yaml\";`";
        let explain = |error: syn::Error| syn::Error::new(error.span(), format!("{form}: {error}"));
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let name = input.parse().map_err(explain)?;
        let module = match input.parse::<Option<Token![mod]>>()? {
            Some(_) => Some(input.parse::<Ident>().map_err(|error| {
                let form = "expected `pub Name mod module = \"path/to/network.yaml\";`";
                syn::Error::new(error.span(), format!("{form}: {error}"))
            })?),
            None => None,
        };
        input.parse::<Token![=]>().map_err(explain)?;
        let path = input.parse().map_err(explain)?;
        input.parse::<Token![;]>().map_err(explain)?;
        Ok(Entry {
            attributes,
            visibility,
            name,
            module,
            path,
        })
    }
}

impl ToTokens for Entry {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Entry {
            attributes,
            visibility,
            name,
            module,
            path,
        } = self;
        let module = module.as_ref().map(|module| quote!(mod #module));
        tokens.extend(quote!(#(#attributes)* #visibility #name #module = #path;));
    }
}
