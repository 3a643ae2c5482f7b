//! The procedural macro behind `googlenet_model!`, which compiles network descriptions to Rust code. It is called
//! through `googlenet_runtime::googlenet_model!`, which passes the path of the runtime crate.
#![forbid(unsafe_code)]

use googlenet_dsl::codegen::{Options, expand};
use googlenet_dsl::compile;
use googlenet_dsl::diagnostic::{Code, Diagnostic, Diagnostics, Source, Style};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use std::path::Path;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitStr, Token, Visibility};

/// The parsed input of the macro: the path of the runtime crate and `;`, then one or more entries `#[attributes] pub
/// Name = "path";`.
struct Networks {
    runtime: syn::Path,
    networks: Vec<Network>,
}

struct Network {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
    path: LitStr,
}

impl Parse for Networks {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let runtime = input.parse()?;
        input.parse::<Token![;]>()?;
        let mut networks = Vec::new();
        while !input.is_empty() || networks.is_empty() {
            networks.push(input.parse()?);
        }
        Ok(Networks { runtime, networks })
    }
}

impl Parse for Network {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let form = "expected `pub Name = \"path/to/network.yaml\";`";
        let explain = |error: syn::Error| syn::Error::new(error.span(), format!("{form}: {error}"));
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let name = input.parse().map_err(explain)?;
        input.parse::<Token![=]>().map_err(explain)?;
        let path = input.parse().map_err(explain)?;
        input.parse::<Token![;]>().map_err(explain)?;
        Ok(Network {
            attributes,
            visibility,
            name,
            path,
        })
    }
}

#[doc(hidden)]
#[proc_macro]
pub fn googlenet_model(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let parsed = match syn::parse::<Networks>(input) {
        Ok(parsed) => parsed,
        Err(error) => return error.into_compile_error().into(),
    };
    let runtime = parsed.runtime.to_token_stream();
    parsed
        .networks
        .into_iter()
        .map(|network| network.tokens(&runtime))
        .collect::<TokenStream>()
        .into()
}

impl Network {
    /// Compiles the description, whose path is relative to the folder of the calling crate's `Cargo.toml`, and returns
    /// the network's code, or a `compile_error!` for each mistake. `runtime` is the path of the runtime crate.
    fn tokens(self, runtime: &TokenStream) -> TokenStream {
        let file = self.path.value();
        let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
        let path = Path::new(&root).join(&file);
        match Source::open(&path, &file).and_then(|source| compile(&source)) {
            Ok(compiled) => {
                let attributes = &self.attributes;
                let labels = compiled.labels.as_ref();
                let labels = labels.is_some_and(|labels| path.with_file_name(labels).is_file());
                let mut options = Options::new(runtime.clone(), self.name, file);
                options.attributes = quote!(#(#attributes)*);
                options.visibility = self.visibility.to_token_stream();
                options.tracked = true;
                options.labels = labels;
                expand(&compiled, &options)
            }
            Err(errors) => self.errors(&errors),
        }
    }

    /// Returns a `compile_error!` for each mistake, with the mistake in plain text as its message.
    fn errors(&self, errors: &Diagnostics) -> TokenStream {
        let error = |error: &Diagnostic| {
            let mut error = error.clone();
            if error.code == Code::UNREADABLE {
                error.help =
                    Some("paths are relative to the folder of the crate's Cargo.toml".to_owned());
            }
            let text = error.render(errors.file(), Style::Plain);
            quote_spanned!(self.path.span()=> ::core::compile_error!(#text);)
        };
        errors.iter().map(error).collect()
    }
}
