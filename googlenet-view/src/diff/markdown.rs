//! Writer of the differences as Markdown.

use super::change::Change;
use super::differences::Diff;
use super::table::{row, total_rows};

/// Returns a table of the changed layers, a list of the changes of outputs and heads, and a table of the totals; a single
/// sentence if nothing differs.
pub(super) fn write(diff: &Diff) -> String {
    let [before, after] = diff.names.each_ref().map(|name| plain(name));
    if diff.is_empty() {
        return format!("{before} and {after} describe the same network\n");
    }
    let mut parts = vec![format!("**{before} → {after}**\n")];
    if !diff.changes.is_empty() {
        let head = "|  | Layer | Result | Params | MACs | Activations | Edit |\n\
                    | --- | --- | --- | ---: | ---: | ---: | --- |\n";
        parts.push(head.to_owned() + &diff.changes.iter().map(layer).collect::<String>());
    }
    if !diff.results.is_empty() {
        let results = diff.results.iter();
        parts.push(
            results
                .map(|result| format!("- {}\n", arrows(&plain(result))))
                .collect(),
        );
    }
    let rows = total_rows(diff).into_iter();
    let rows =
        rows.map(|(name, [before, after, by])| format!("| {name} | {before} | {after} | {by} |\n"));
    let head = "|  | Before | After | Change |\n| --- | ---: | ---: | ---: |\n";
    parts.push(head.to_owned() + &rows.collect::<String>());
    parts.join("\n")
}

fn layer(change: &Change) -> String {
    let [_, name, result, params, macs, memory, edit] = row(change);
    let cells = [
        change.state.word(),
        &name,
        &arrows(&result),
        &params,
        &macs,
        &memory,
        &arrows(&plain(&edit)),
    ];
    format!("| {} |\n", cells.join(" | "))
}

fn arrows(text: &str) -> String {
    text.replace(" -> ", " → ")
}

/// Replaces characters that would end a cell or a line.
fn plain(text: &str) -> String {
    text.replace('|', "\\|")
        .replace(|letter: char| letter.is_control(), "\u{fffd}")
}
