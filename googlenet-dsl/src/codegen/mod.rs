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
mod settings;

pub use names::module_name;
#[cfg(feature = "pretty")]
pub use pretty::expand_pretty;

use crate::compiled::Compiled;
use crate::tokens::{Aliases, Types};
use proc_macro2::{Ident, TokenStream};
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
    /// The name of the struct.
    pub name: Ident,
    /// The name of the module beside the struct, normally that of [`module_name`].
    pub module: Ident,
    /// The path of the description, for doc comments; it should not depend on the machine's folders.
    pub file: String,
    /// An expression for the path of the file of labels, which is embedded with `include_bytes!`; `None` for the path
    /// that the description gives, relative to the generated file. Without effect if the description has no `labels`.
    pub labels: Option<TokenStream>,
}

impl Options {
    /// Creates options for a public struct without attributes that embeds the file of labels by its path relative to
    /// the generated file. `runtime`, `name`, `module` and `file` are the fields of these names.
    pub fn new(
        runtime: TokenStream,
        name: Ident,
        module: Ident,
        file: impl Into<String>,
    ) -> Options {
        Options {
            runtime,
            attributes: TokenStream::new(),
            visibility: quote!(pub),
            name,
            module,
            file: file.into(),
            labels: None,
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
    quote! { #network #module }
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
