//! Entries with `cfg` and `cfg_attr`, whose conditions rustc alone can decide.

use crate::entry::Entry;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, Meta, parse_quote};

/// Returns calls of the macro for an entry with `cfg` or `cfg_attr`, each behind a `cfg` and with one attribute of the
/// two kinds less, so that rustc decides whether the description is read at all; `None` for an entry without.
pub(crate) fn on_condition(entry: &Entry, runtime: &syn::Path) -> Option<TokenStream> {
    let (at, condition, attributes) = entry
        .attributes
        .iter()
        .enumerate()
        .find_map(|(at, attribute)| split(attribute).map(|(cfg, more)| (at, cfg, more)))?;
    let call = |attributes: Vec<Attribute>| {
        let mut entry = entry.clone();
        entry.attributes.splice(at..=at, attributes);
        quote!(#runtime::__private::googlenet_model! { #runtime; #entry })
    };
    let without = attributes.as_ref().map(|_| {
        let call = call(Vec::new());
        quote!(#[cfg(not(#condition))] #call)
    });
    let with = call(attributes.unwrap_or_default());
    Some(quote!(#[cfg(#condition)] #with #without))
}

/// Returns the condition of a `cfg` or `cfg_attr`, and the attributes that a `cfg_attr` adds; `None` for another
/// attribute.
fn split(attribute: &Attribute) -> Option<(TokenStream, Option<Vec<Attribute>>)> {
    let Meta::List(list) = &attribute.meta else {
        return None;
    };
    if list.path.is_ident("cfg") {
        return Some((list.tokens.clone(), None));
    }
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    let mut parts = tokens.split(is_comma).map(|part| {
        let part = part.iter().cloned();
        part.collect::<TokenStream>()
    });
    let condition = parts.next().unwrap_or_default();
    let attributes = parts
        .filter(|part| !part.is_empty())
        .map(|part| parse_quote!(#[#part]))
        .collect();
    Some((condition, Some(attributes)))
}
