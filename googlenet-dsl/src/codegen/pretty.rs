//! The expansion as a source file.

use super::{Options, expand};
use crate::compiled::Compiled;
use proc_macro2::{Ident, Span};
use quote::quote;

/// The expansion as formatted, self-contained source text that uses the crate `googlenet_runtime`. `file` is the
/// network description as the user wrote it. Labels stand beside the code, as they stand beside the description.
#[must_use]
pub fn expand_pretty(compiled: &Compiled, file: &str) -> String {
    let doc = format!(" {}, compiled from `{file}`.", compiled.name);
    let name = Ident::new(&compiled.name, Span::call_site());
    let mut options = Options::new(quote!(::googlenet_runtime), name, file);
    options.attributes = quote!(#[doc = #doc]);
    let tokens = expand(compiled, &options);
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => unreachable!("generated code parses"),
    }
}
