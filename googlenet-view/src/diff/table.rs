//! Writer of the differences as text with ANSI colours.

use super::change::{Change, State};
use super::differences::Diff;
use crate::facts::Cost;
use googlenet_dsl::number::{bytes, grouped};

const RESET: &str = "\x1b[0m";
const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const GREEN: &str = "\x1b[32m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const BLUE: &str = "\x1b[34m";

/// Returns the changed layers, the changes of outputs and heads, and the totals, as lines with ANSI colours; a single
/// sentence if nothing differs.
pub(super) fn write(diff: &Diff) -> String {
    let [before, after] = &diff.names;
    if diff.is_empty() {
        return format!("{before} and {after} describe the same network\n");
    }
    let mut text = format!("{BOLD}{before} -> {after}{RESET}\n");
    if !diff.changes.is_empty() {
        text.push('\n');
        text += &layers(&diff.changes);
    }
    text.push('\n');
    if !diff.results.is_empty() {
        diff.results.iter().for_each(|change| {
            text += &format!("{YELLOW}~  {change}{RESET}\n");
        });
        text.push('\n');
    }
    text + &totals(diff)
}

fn layers(changes: &[Change]) -> String {
    let head = [
        "",
        "Layer",
        "Result",
        "Params",
        "MACs",
        "Activations",
        "Edit",
    ]
    .map(str::to_owned);
    let mut rows = vec![head];
    rows.extend(changes.iter().map(row));
    let mut lines = aligned(&rows, 3..6);
    let width = lines
        .iter()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0);
    let mut text = format!(
        "{BOLD}{}{RESET}\n{DIM}{}{RESET}\n",
        lines.remove(0),
        "-".repeat(width)
    );
    for (change, line) in changes.iter().zip(lines) {
        let color = match change.state {
            State::Added => GREEN,
            State::Removed => RED,
            State::Changed => YELLOW,
            State::Renamed => BLUE,
        };
        text += &format!("{color}{line}{RESET}\n");
    }
    text
}

/// Returns the cells of a changed layer: its sign, path, result, three costs, and edit.
pub(super) fn row(change: &Change) -> [String; 7] {
    let sign = match change.state {
        State::Added => "+",
        State::Removed => "-",
        State::Changed => "~",
        State::Renamed => ">",
    };
    let [before, after] = [&change.before, &change.after];
    let costs = [before, after].map(|side| side.as_ref().map_or(Cost::default(), |side| side.cost));
    let count = |of: fn(&Cost) -> u64| signed(of(&costs[0]), of(&costs[1]), grouped);
    [
        sign.to_owned(),
        change.name().to_owned(),
        result(change),
        count(|cost| cost.params),
        count(|cost| cost.macs),
        signed(costs[0].memory, costs[1].memory, bytes),
        edit(change),
    ]
}

/// Formats the shape of a layer's result, such as `28x28x64`; as `before -> after` if it differs.
pub(super) fn result(change: &Change) -> String {
    let sides = [&change.before, &change.after].into_iter().flatten();
    let mut shapes: Vec<String> = sides.map(|side| sizes(&side.shape)).collect();
    shapes.dedup();
    shapes.join(" -> ")
}

/// Describes the difference of a layer in one line: its former path if it differs, its changed options, and its inputs
/// if they differ. Empty for added and removed layers.
pub(super) fn edit(change: &Change) -> String {
    let mut edits: Vec<String> = change
        .options
        .iter()
        .map(|option| format!("{} {} -> {}", option.name, option.before, option.after))
        .collect();
    if let (Some(before), Some(after)) = (&change.before, &change.after) {
        if before.name != after.name {
            edits.insert(0, format!("was {}", before.name));
        }
        if before.inputs != after.inputs && change.state == State::Changed {
            let (from, to) = (before.inputs.join(" "), after.inputs.join(" "));
            edits.push(format!("reads {from} -> {to}"));
        }
    }
    edits.join(", ")
}

fn totals(diff: &Diff) -> String {
    let rows: Vec<[String; 4]> = total_rows(diff)
        .into_iter()
        .map(|(name, [before, after, change])| [name.to_owned(), before, after, change])
        .collect();
    let mut text = String::new();
    for (row, line) in rows.iter().zip(aligned(&rows, 1..4)) {
        let color = match row[3].chars().next() {
            Some('+') => YELLOW,
            Some('-') => GREEN,
            _ => "",
        };
        text += &format!("{color}{line}{RESET}\n");
    }
    text
}

/// Returns the name of each total with three texts: its value before, its value after, and the difference with its
/// percentage. The difference is empty if the values are equal.
pub(super) fn total_rows(diff: &Diff) -> Vec<(&'static str, [String; 3])> {
    let [before, after] = &diff.totals;
    let row = |a: u64, b: u64, words: fn(u64) -> String| {
        let share = match (a, b) {
            (0, _) => String::new(),
            _ if a == b => String::new(),
            _ => format!(" ({:+.1} %)", 100.0 * (b as f64 - a as f64) / a as f64),
        };
        [words(a), words(b), signed(a, b, words) + &share]
    };
    vec![
        (
            "layers",
            row(before.layers as u64, after.layers as u64, grouped),
        ),
        ("parameters", row(before.params, after.params, grouped)),
        (
            "trained",
            row(before.training_params, after.training_params, grouped),
        ),
        ("MACs", row(before.macs, after.macs, grouped)),
        ("arena", row(before.arena_bytes, after.arena_bytes, bytes)),
    ]
}

/// Formats the difference of two numbers with its sign, such as `+1,234` or `-1,234`; empty if they are equal. `words`
/// formats the absolute difference.
pub fn signed(before: u64, after: u64, words: impl Fn(u64) -> String) -> String {
    match before.cmp(&after) {
        std::cmp::Ordering::Equal => String::new(),
        std::cmp::Ordering::Less => format!("+{}", words(after - before)),
        std::cmp::Ordering::Greater => format!("-{}", words(before - after)),
    }
}

fn sizes(shape: &[usize]) -> String {
    let sizes: Vec<String> = shape.iter().map(usize::to_string).collect();
    sizes.join("x")
}

/// Formats rows as lines without line breaks, in columns that are as wide as their widest cells. The columns in the
/// index range `right` are aligned to the right, the others to the left.
fn aligned<const N: usize>(rows: &[[String; N]], right: std::ops::Range<usize>) -> Vec<String> {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells = row
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(at, (cell, width))| match right.contains(&at) {
                true => format!("{cell:>width$}"),
                false => format!("{cell:<width$}"),
            });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
