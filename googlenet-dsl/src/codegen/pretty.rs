//! Generated code as a formatted source file.

use super::{Options, expand};
use crate::compiled::Compiled;
use proc_macro2::{Ident, Span};
use quote::quote;

/// Generates the code of a network as formatted source text that depends on the crate `googlenet_runtime` alone. `file`
/// is the description's path as the user wrote it, for doc comments. A labels file is included by its path relative to
/// the generated file.
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
