//! What the steps of a chain know of one another: their names, and what is around them.

use super::Outer;
use crate::graph::LayerId;
use crate::spec::Reference;
use std::collections::HashMap;

/// The names of the groups around a step.
#[derive(Default)]
pub(super) struct Path {
    pub(super) text: String,
    pub(super) depth: usize,
}

impl Path {
    pub(super) fn join(&self, name: &str) -> String {
        if self.text.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.text)
        }
    }

    pub(super) fn enter(&self, name: &str) -> Path {
        Path {
            text: self.join(name),
            depth: self.depth + 1,
        }
    }
}

/// The results of a chain's steps so far.
pub(super) type Scope<'s> = HashMap<&'s str, LayerId>;

/// The scopes that a step sees, innermost last.
pub(super) type Scopes<'s> = Vec<Scope<'s>>;

/// The layer whose result a reference names.
pub(super) fn resolve(reference: &Reference, scopes: &Scopes<'_>, outer: &Outer<'_>) -> LayerId {
    let Some(name) = &reference.name else {
        return outer.input;
    };
    let found = scopes
        .iter()
        .rev()
        .find_map(|scope| scope.get(name.as_str()));
    // Lowering has checked every reference; after a stop the missing ones do not matter.
    found.copied().unwrap_or(outer.input)
}
