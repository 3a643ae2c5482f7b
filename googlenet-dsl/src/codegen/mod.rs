//! Code generation: a compiled network as Rust tokens, that is a struct of typed layers with a `forward` method, and a
//! module with its shapes and groups.

mod checks;
mod forward;
mod group;
mod members;
mod names;
mod network;
#[cfg(feature = "pretty")]
mod pretty;

#[cfg(feature = "pretty")]
pub use pretty::expand_pretty;

use crate::compiled::Compiled;
use crate::tokens::{Aliases, Types};
use proc_macro2::TokenStream;
use quote::quote;

/// Options of the generated code.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The path of the crate `googlenet-runtime` in the generated code: `$crate` from a `macro_rules!`, or
    /// `::googlenet_runtime`.
    pub runtime: TokenStream,
    /// The attributes of the struct, doc comments included. If it is deprecated by one of them, the generated code itself
    /// may still use it.
    pub attributes: TokenStream,
    /// The visibility, such as `pub`, of the struct and of the module beside it.
    pub visibility: TokenStream,
    /// The name of the struct, from which that of its module is derived.
    pub name: proc_macro2::Ident,
    /// The path of the description as the user wrote it, for doc comments; if `tracked`, relative to the folder of the
    /// crate's `Cargo.toml`, and used to include files.
    pub file: String,
    /// `true` if the generated code includes the description with `include_bytes!`, so that an edit of the file
    /// rebuilds the crate.
    pub tracked: bool,
    /// `true` to embed the file of labels, which must exist; `false` to generate `Labels::Missing`. Without effect if
    /// the description has no `labels`.
    pub labels: bool,
}

impl Options {
    /// Creates options for a public struct without attributes that does not include the description, and embeds the
    /// file of labels by its path relative to the generated file. `runtime`, `name` and `file` are the fields of these
    /// names.
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

/// Generates the Rust code of a network: the struct, its implementations of the runtime's traits, and the module beside
/// it. Equal arguments give equal code.
#[must_use]
pub fn expand(compiled: &Compiled, options: &Options) -> TokenStream {
    let generator = Generator {
        compiled,
        options,
        aliases: Aliases::default(),
    };
    let network = generator.network();
    let module = generator.module();
    let track = options.tracked.then(|| {
        let path = format!("/{}", options.file);
        quote! {
            const _: &[::core::primitive::u8] =
                ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path));
        }
    });
    quote! { #network #module #track }
}

struct Generator<'a> {
    compiled: &'a Compiled,
    options: &'a Options,
    /// Aliases of the types that the code so far has.
    aliases: Aliases,
}

impl Generator<'_> {
    /// Returns how types are written where `scope` is the path to the generated module, empty or ending in `::`.
    fn types(&self, scope: &TokenStream) -> Types<'_> {
        Types::new(&self.options.runtime, scope.clone(), &self.aliases)
    }
}
