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
    /// The same with the `source` of each group that has one; `None` if none has.
    pub(super) source: Option<String>,
    pub(super) depth: usize,
}

/// The path of a layer, and its name in the file that the description was made of.
pub(super) struct Named {
    pub(super) path: String,
    pub(super) source: Option<String>,
}

impl Path {
    pub(super) fn join(&self, name: &str) -> String {
        if self.text.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.text)
        }
    }

    /// Returns the path of the layer `name` in the group, whose name elsewhere is `source`.
    pub(super) fn named(&self, name: &str, source: Option<&str>) -> Named {
        let elsewhere = || {
            let last = source.unwrap_or(name);
            match self.source.as_ref().unwrap_or(&self.text).as_str() {
                "" => last.to_owned(),
                group => format!("{group}.{last}"),
            }
        };
        let has_source = self.source.is_some() || source.is_some();
        Named {
            path: self.join(name),
            source: has_source.then(elsewhere),
        }
    }

    pub(super) fn enter(&self, name: &str, source: Option<&str>) -> Path {
        let Named { path, source } = self.named(name, source);
        Path {
            text: path,
            source,
            depth: self.depth + 1,
        }
    }

    /// Returns the group's own path as that of a layer, which a join is.
    pub(super) fn own(&self) -> Named {
        Named {
            path: self.text.clone(),
            source: self.source.clone(),
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
