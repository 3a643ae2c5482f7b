//! Names of generated modules and local variables.

use crate::value::name::KEYWORDS;
use proc_macro2::{Ident, Span};
use std::collections::HashSet;

/// Returns the name that the module beside the struct `name` has unless another is chosen: the struct's in snake case,
/// `inception_v1` for `InceptionV1`, `vgg16` for `VGG16`. A keyword gets a `_` at the end, `mod_` for `Mod`; the `r#` of
/// a raw identifier is left out.
#[must_use]
pub fn module_name(name: &str) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let lower_next = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        let word = before.is_some_and(|before| !before.is_uppercase() || lower_next)
            && before != Some('_');
        if letter.is_uppercase() && word {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    if KEYWORDS.contains(&snake.as_str()) {
        snake.push('_');
    }
    snake
}

/// Names of types in the module of a group, or in the prelude, that the type of a group does not take.
const TAKEN: [&str; 3] = ["Input", "Output", "Self"];

/// Returns the name of the struct of the group in the field `field`: `Inception3a` for `inception_3a`. It is the only
/// struct in the module of the field's name.
pub(super) fn type_name(field: &str) -> Ident {
    let mut name = String::new();
    for word in field.split('_') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    if TAKEN.contains(&name.as_str()) {
        name.push_str("Block");
    }
    ident(&name)
}

/// Whose items a generated function sees beside its parameters and variables. A constant or static of the same name
/// would be taken for a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Those of generated modules alone, which have no values.
    Own,
    /// Those of the macro's caller, too.
    Callers,
}

impl Names {
    /// Returns the name of a parameter, with a `_` at the end where the caller could have an item of that name.
    pub(super) fn parameter(self, name: &str) -> Ident {
        match self {
            Names::Own => ident(name),
            Names::Callers => ident(&format!("{name}_")),
        }
    }
}

/// The names of the parameter and of the local variables so far in a generated `forward` method.
pub(super) struct Locals {
    names: Names,
    taken: HashSet<String>,
}

impl Locals {
    pub(super) fn new(names: Names) -> Locals {
        Locals {
            names,
            taken: HashSet::from(["input".to_owned()]),
        }
    }

    /// Returns the name for a new local variable: the parts of a layer's path joined by `_`, with further `_` at the
    /// end while the name is taken, and `__` in front where the caller could have an item of that name.
    pub(super) fn name(&mut self, path: &[&str]) -> Ident {
        let mut name = path.join("_");
        while !self.taken.insert(name.clone()) {
            name.push('_');
        }
        match self.names {
            Names::Own => ident(&name),
            Names::Callers => ident(&format!("__{name}")),
        }
    }
}

/// Creates an identifier with the span of the macro call. `name` must be a valid Rust identifier.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_modules_are_identifiers() {
        for (name, module) in [
            ("InceptionV1", "inception_v1"),
            ("VGG16", "vgg16"),
            ("HTTPNet", "http_net"),
            ("Mod", "mod_"),
            ("Gen", "gen_"),
            ("r#Type", "type_"),
            ("r#type", "type_"),
            ("Net_", "net_"),
            ("__Net", "__net"),
            ("ÄÖNetz", "äö_netz"),
        ] {
            assert_eq!(module_name(name), module);
        }
        // The small form of a letter, which may be several characters, is an identifier, too.
        for letter in ('\0'..=char::MAX).filter(|letter| letter.to_lowercase().ne([*letter])) {
            let module = module_name(&letter.to_string());
            if is_identifier(&letter.to_string()) {
                assert!(is_identifier(&module), "{letter:?} becomes {module:?}");
            }
        }
    }

    fn is_identifier(name: &str) -> bool {
        let tokens: Result<proc_macro2::TokenStream, _> = name.parse();
        let is_ident = |token| matches!(token, proc_macro2::TokenTree::Ident(_));
        tokens.is_ok_and(|tokens| tokens.into_iter().map(is_ident).eq([true]))
    }
}
