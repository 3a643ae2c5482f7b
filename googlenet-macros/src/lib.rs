//! The procedural macro behind `googlenet_model!`, which compiles network descriptions to Rust code. It is called
//! through `googlenet_runtime::googlenet_model!`, which passes the path of the runtime crate.
#![forbid(unsafe_code)]

mod condition;
mod entry;
mod expression;
mod names;
mod network;
mod place;

use entry::Entry;
use proc_macro2::TokenStream;
use syn::Token;
use syn::parse::{Parse, ParseStream};

/// The parsed input of the macro: the path of the runtime crate and `;`, then one or more entries.
struct Call {
    runtime: syn::Path,
    entries: Vec<Entry>,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let runtime = input.parse()?;
        input.parse::<Token![;]>()?;
        let mut entries = Vec::new();
        while !input.is_empty() || entries.is_empty() {
            entries.push(input.parse()?);
        }
        Ok(Call { runtime, entries })
    }
}

#[doc(hidden)]
#[proc_macro]
pub fn googlenet_model(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let Call { runtime, entries } = match syn::parse(input) {
        Ok(call) => call,
        Err(error) => return error.into_compile_error().into(),
    };
    let mut taken = names::Taken::default();
    let mut code = TokenStream::new();
    for entry in &entries {
        let tokens = match condition::on_condition(entry, &runtime) {
            Some(calls) => Ok(calls),
            // Names of entries with conditions are not compared, as one of two may always be off.
            None => taken
                .module(entry)
                .and_then(|module| network::code(entry, module, &runtime)),
        };
        code.extend(tokens.unwrap_or_else(syn::Error::into_compile_error));
    }
    code.into()
}
