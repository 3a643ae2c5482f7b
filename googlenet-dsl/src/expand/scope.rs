//! Paths of layers, and the scopes in which references are resolved.

use super::Outer;
use crate::graph::LayerId;
use crate::spec::Reference;
use std::collections::HashMap;

/// The names of the groups (uses of blocks, joins, heads) around a step, joined by `.`, and the number of these groups
/// (`depth`).
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

/// The layers with the results of a chain's finished steps, by the names of the steps. A repeated step has the result
/// of its last copy.
pub(super) type Scope<'s> = HashMap<&'s str, LayerId>;

/// The scopes of the chains around a step, innermost last.
pub(super) type Scopes<'s> = Vec<Scope<'s>>;

/// Returns the layer that a reference names, searched from the innermost scope outwards; for `$input` the input of the
/// enclosing block, head or network.
pub(super) fn resolve(reference: &Reference, scopes: &Scopes<'_>, outer: &Outer<'_>) -> LayerId {
    let Some(name) = &reference.name else {
        return outer.input;
    };
    let found = scopes
        .iter()
        .rev()
        .find_map(|scope| scope.get(name.as_str()));
    // Lowering has checked all references. A name is missing only after a stop, when the result is discarded.
    found.copied().unwrap_or(outer.input)
}
