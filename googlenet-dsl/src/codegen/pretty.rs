//! Generation of code as a formatted source file.

use super::{Options, expand, module_name};
use crate::compiled::Compiled;
use proc_macro2::{Ident, Span};
use quote::quote;

/// Generates the code of a network, named as in the description, as formatted source text that depends only on the
/// crate `googlenet_runtime`. `file` is the description's path as the user wrote it, for doc comments. A file of labels
/// is included by its path relative to the generated file.
#[must_use]
pub fn expand_pretty(compiled: &Compiled, file: &str) -> String {
    let doc = format!(" {}, compiled from `{file}`.", compiled.name);
    let name = Ident::new(&compiled.name, Span::call_site());
    let module = Ident::new(&module_name(&compiled.name), Span::call_site());
    let mut options = Options::new(quote!(::googlenet_runtime), name, module, file);
    options.attributes = quote!(#[doc = #doc]);
    let tokens = expand(compiled, &options);
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => unreachable!("generated code parses"),
    }
}
