//! Code generation: a compiled network as Rust tokens, that is a struct of typed layers with a `forward` method, and a
//! module with its shapes and groups.

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

/// Options of the generated code.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The path of the crate `googlenet-runtime`: `$crate` from a `macro_rules!`, or `::googlenet_runtime`.
    pub runtime: TokenStream,
    /// The attributes of the struct, doc comments included.
    pub attributes: TokenStream,
    /// The visibility of the struct and of its module.
    pub visibility: TokenStream,
    /// The struct's name.
    pub name: proc_macro2::Ident,
    /// The description's path as the user wrote it, for doc comments and paths of included files.
    pub file: String,
    /// `true` if the code includes the description by its path relative to the crate's manifest, so that an edit of the
    /// file rebuilds the crate.
    pub tracked: bool,
    /// `true` if the labels file exists and is embedded. If `false`, a network with `labels` compiles with
    /// `Labels::Missing`.
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

/// Generates the Rust code of a network. The result is deterministic.
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
