//! The expansion as a source file.

use super::{Options, expand};
use crate::compiled::Compiled;
use proc_macro2::{Ident, Span};
use quote::quote;

/// The expansion as formatted, self-contained source text that uses the crate `googlenet_runtime`. `file` is the
/// network description as the user wrote it. Labels stand beside the code, as they stand beside the description.
pub fn expand_pretty(compiled: &Compiled, file: &str) -> String {
    let doc = format!(" {}, compiled from `{file}`.", compiled.name);
    let options = Options {
        runtime: quote!(::googlenet_runtime),
        attributes: quote!(#[doc = #doc]),
        visibility: quote!(pub),
        name: Ident::new(&compiled.name, Span::call_site()),
        file: file.to_owned(),
        tracked: false,
        labels: true,
    };
    let tokens = expand(compiled, &options);
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => unreachable!("generated code parses"),
    }
}
