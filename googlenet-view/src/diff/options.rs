//! Comparison of the options of two operations, for all kinds of operations.

use crate::facts::settings;
use googlenet_dsl::op::Op;

/// An option with different values before and after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionChange {
    /// Name of the option as descriptions write it, such as `kernel`; `kind` if the operations are of different kinds,
    /// `size` for the size of the network's input.
    pub name: String,
    /// Value before the edit as text, such as `3x3`.
    pub before: String,
    /// Value after the edit as text, such as `3x3`.
    pub after: String,
}

/// Returns the options whose values differ, in the order in which the kind declares them; a single change named `kind`
/// if the operations are of different kinds.
pub(super) fn changed(before: &Op, after: &Op) -> Vec<OptionChange> {
    let kind = |op: &Op| op.kind().map_or("input", |kind| kind.name).to_owned();
    if kind(before) != kind(after) {
        return vec![OptionChange {
            name: "kind".to_owned(),
            before: kind(before),
            after: kind(after),
        }];
    }
    let values = settings(before).into_iter().zip(settings(after));
    let different = values.filter(|((_, was), (_, is))| was != is);
    let changes = different.map(|((name, was), (_, is))| OptionChange {
        name: name.to_owned(),
        before: was,
        after: is,
    });
    changes.collect()
}
