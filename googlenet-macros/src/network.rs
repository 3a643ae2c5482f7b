//! From an entry to the code of its network, or to its mistakes.

use crate::entry::Entry;
use crate::place::Place;
use googlenet_dsl::codegen::{Options, expand};
use googlenet_dsl::diagnostic::{Code, Diagnostic, Diagnostics, Source, Style};
use googlenet_dsl::{Compiled, check_labels, compile};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use std::path::Path;

/// Compiles the description of an entry, and returns the network's code, or a `compile_error!` for each mistake.
/// `runtime` is the path of the runtime crate.
///
/// # Errors
/// The path cannot be evaluated.
pub(crate) fn code(entry: &Entry, module: Ident, runtime: &syn::Path) -> syn::Result<TokenStream> {
    let span = entry.path.span();
    let place = Place::find(entry.path.value()?, entry.name.span())
        .map_err(|message| syn::Error::new(span, message))?;
    let compiled = match compiled(&place) {
        Ok(compiled) => compiled,
        Err(mistakes) => return Ok(errors(&mistakes, &place, span)),
    };
    let attributes = &entry.attributes;
    let mut options = Options::new(
        runtime.to_token_stream(),
        entry.name.clone(),
        module,
        place.documented.as_str(),
    );
    options.attributes = quote!(#(#attributes)*);
    options.visibility = entry.visibility.to_token_stream();
    options.labels = compiled.labels.as_ref().map(|path| place.beside(path));
    let (network, track) = (expand(&compiled, &options), place.track());
    Ok(quote!(#network #track))
}

fn compiled(place: &Place) -> Result<Compiled, Diagnostics> {
    let source = Source::open(&place.path, &place.shown)?;
    let compiled = compile(&source)?;
    let folder = place.path.parent().unwrap_or(Path::new(""));
    check_labels(&compiled, &source, folder)?;
    Ok(compiled)
}

/// Returns a `compile_error!` for each mistake, with the mistake in plain text as its message.
fn errors(mistakes: &Diagnostics, place: &Place, span: Span) -> TokenStream {
    let error = |mistake: &Diagnostic| {
        let mut mistake = mistake.clone();
        if mistake.code == Code::UNREADABLE {
            mistake.help = place.help.map(str::to_owned);
        }
        let text = mistake.render(mistakes.file(), Style::Plain);
        quote_spanned!(span=> ::core::compile_error!(#text);)
    };
    mistakes.iter().map(error).collect()
}
