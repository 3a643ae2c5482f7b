//! Writer of the differences as the HTML page of the network after the edit, with the changed layers marked.

use super::change::State;
use super::differences::Diff;
use super::table::{edit, total_rows};
use crate::error::Error;
use crate::plot::Plot;
use crate::write::html::{Edit, cost};
use serde_json::{Value, json};

/// Returns the page of the network that `after` draws, with the heads that exist only in training.
///
/// # Errors
/// Returns the errors of [`Plot::drawing`].
pub(super) fn write(diff: &Diff, after: &Plot) -> Result<String, Error> {
    let after = after.clone().training();
    after.page(Some(&Edit {
        marks: marks(diff, after.graph().len()),
        summary: summary(diff),
    }))
}

/// Returns for each of the `layers` layers after the edit, indexed by id, an object with its state and its former name,
/// shape and cost (`null` for an added layer); `null` for unchanged layers.
fn marks(diff: &Diff, layers: usize) -> Vec<Value> {
    let mut marks = vec![Value::Null; layers];
    for change in &diff.changes {
        if let Some(after) = &change.after {
            let before = change.before.as_ref().map(|before| {
                let sizes: Vec<String> = before.shape.iter().map(usize::to_string).collect();
                json!({
                    "name": before.name,
                    "shape": sizes.join("\u{d7}"),
                    "cost": cost(&before.cost),
                })
            });
            marks[after.id] = json!({ "state": change.state.word(), "before": before });
        }
    }
    marks
}

/// Returns the list of differences that the page shows, as JSON: the name of the network before the edit, all added,
/// removed, renamed and changed layers, and the totals.
fn summary(diff: &Diff) -> Value {
    let changes = diff.changes.iter().map(|change| {
        let layer = match change.state {
            State::Removed => None,
            _ => change.after.as_ref().map(|after| after.id),
        };
        json!({
            "state": change.state.word(),
            "name": change.name(),
            "layer": layer,
            "says": edit(change),
        })
    });
    let totals = total_rows(diff)
        .into_iter()
        .map(|(name, [before, after, by])| match by.is_empty() {
            true => json!([name, after]),
            false => json!([name, format!("{before} \u{2192} {after} {by}")]),
        });
    json!({
        "before": diff.names[0],
        "changes": changes.collect::<Vec<_>>(),
        "totals": totals.collect::<Vec<_>>(),
    })
}
