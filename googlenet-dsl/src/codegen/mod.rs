//! From a compiled network to Rust tokens: a struct of typed layers, a module of its parts, a `forward` that chains
//! them.

mod definition;
mod forward;
mod group;
mod names;
mod network;
#[cfg(feature = "pretty")]
mod pretty;

#[cfg(feature = "pretty")]
pub use pretty::expand_pretty;

use crate::compiled::Compiled;
use proc_macro2::TokenStream;
use quote::quote;

/// What the caller of the macro says about the code.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The path of the crate `googlenet-runtime`: `$crate` from a `macro_rules!`, or `::googlenet_runtime`.
    pub runtime: TokenStream,
    /// Attributes of the struct, doc comments among them.
    pub attributes: TokenStream,
    /// The visibility of the struct and its module.
    pub visibility: TokenStream,
    /// The struct's name.
    pub name: proc_macro2::Ident,
    /// The file as the user wrote it, for doc comments.
    pub file: String,
    /// Whether the code depends on the file, relative to the crate's manifest, so that an edit rebuilds it.
    pub tracked: bool,
    /// Whether the labels are there to be included. Where they are not, the code compiles all the same.
    pub labels: bool,
}

impl Options {
    /// Returns options of a public struct without attributes, in a file of its own beside the labels. `runtime`, `name` and
    /// `file` are as the fields have them.
    pub fn new(runtime: TokenStream, name: proc_macro2::Ident, file: impl Into<String>) -> Options {
        Options {
            runtime,
            attributes: TokenStream::new(),
            visibility: quote!(pub),
            name,
            file: file.into(),
            tracked: false,
            labels: true,
        }
    }
}

/// The Rust code of a network. The same input gives the same tokens.
#[must_use]
pub fn expand(compiled: &Compiled, options: &Options) -> TokenStream {
    let generator = Generator { compiled, options };
    let network = generator.network();
    let module = generator.module();
    let track = options.tracked.then(|| {
        let path = format!("/{}", options.file);
        quote! {
            const _: &[u8] =
                ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path));
        }
    });
    quote! { #network #module #track }
}

struct Generator<'a> {
    compiled: &'a Compiled,
    options: &'a Options,
}
