//! Writer of the differences as JSON.

use super::change::{Change, LayerFacts};
use super::differences::Diff;
use googlenet_runtime::summary::Totals;
use serde_json::{Value, json};

/// Returns the differences as indented JSON that ends with a line break.
pub(super) fn write(diff: &Diff) -> String {
    let [before, after] = &diff.names;
    let value = json!({
        "before": before,
        "after": after,
        "totals": totals(&diff.totals),
        "results": diff.results,
        "changes": diff.changes.iter().map(change).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn totals([before, after]: &[Totals; 2]) -> Value {
    let number = |of: fn(&Totals) -> u64| {
        let (before, after) = (of(before), of(after));
        let change = i128::from(after) - i128::from(before);
        json!({ "before": before, "after": after, "change": change as i64 })
    };
    json!({
        "layers": number(|totals| totals.layers as u64),
        "params": number(|totals| totals.params),
        "training_params": number(|totals| totals.training_params),
        "macs": number(|totals| totals.macs),
        "arena_bytes": number(|totals| totals.arena_bytes),
    })
}

fn change(change: &Change) -> Value {
    let options = change.options.iter().map(
        |option| json!({ "name": option.name, "before": option.before, "after": option.after }),
    );
    json!({
        "state": change.state.word(),
        "name": change.name(),
        "before": change.before.as_ref().map(layer),
        "after": change.after.as_ref().map(layer),
        "options": options.collect::<Vec<_>>(),
    })
}

fn layer(layer: &LayerFacts) -> Value {
    json!({
        "name": layer.name,
        "kind": layer.kind,
        "output": layer.shape,
        "inputs": layer.inputs,
        "line": layer.line,
        "params": layer.cost.params,
        "macs": layer.cost.macs,
        "bytes": layer.cost.memory,
    })
}
