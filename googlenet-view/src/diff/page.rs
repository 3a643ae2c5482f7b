//! Writer of the differences as the HTML page of the network after the edit, with the changed layers marked.

use super::change::{Change, State};
use super::differences::Diff;
use super::table::{edit, result, signed, total_rows};
use crate::error::Error;
use crate::facts::Cost;
use crate::plot::Plot;
use crate::write::html::{Edit, cost};
use googlenet_dsl::number::{bytes, grouped};
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
/// removed, renamed and changed layers with the numbers of the text table, the changes of outputs and heads, and the
/// totals.
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
            "result": result(change).replace(" -> ", " \u{2192} ").replace('x', "\u{d7}"),
            "numbers": [
                number(change, |cost| cost.params, grouped),
                number(change, |cost| cost.macs, grouped),
                number(change, |cost| cost.memory, bytes),
            ],
        })
    });
    let totals = total_rows(diff)
        .into_iter()
        .map(|(name, [before, after, by])| json!([name, before, after, by]));
    json!({
        "before": diff.names[0],
        "same": diff.is_empty(),
        "changes": changes.collect::<Vec<_>>(),
        "results": diff.results,
        "totals": totals.collect::<Vec<_>>(),
    })
}

/// Returns one of the costs of a layer as two texts: the difference, and the values before and after the edit. Both are
/// empty if the values are equal. A layer that does not exist on one side has no value there.
fn number(change: &Change, of: fn(&Cost) -> u64, words: fn(u64) -> String) -> [String; 2] {
    let sides =
        [&change.before, &change.after].map(|side| side.as_ref().map(|side| of(&side.cost)));
    let [before, after] = sides.map(Option::unwrap_or_default);
    if before == after {
        return Default::default();
    }
    let [was, is] = sides.map(|side| side.map_or("\u{2013}".to_owned(), words));
    [signed(before, after, words), format!("{was} \u{2192} {is}")]
}
