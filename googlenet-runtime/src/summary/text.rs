//! Summary tables with the names of the description: aligned, and as Markdown.

use super::column::{Column, bytes, grouped, sizes};
use super::grid;
use super::layers::{Row, Summary};
use googlenet_dsl::value::{DType, Memory, Precision};

/// Returns the rows of cells of a table: the head, one row for each layer, and a last row of totals.
fn cells(summary: &Summary, columns: &[Column]) -> Vec<Vec<String>> {
    let mut head: Vec<String> = ["Layer", "Kind", "Output", "Params"]
        .map(str::to_owned)
        .to_vec();
    head.extend(columns.iter().map(|column| column.title().to_owned()));
    let mut rows = vec![head];
    for row in &summary.layers {
        let mut cells = vec![
            name(summary, row),
            row.kind.clone(),
            sizes(&row.output),
            grouped(row.params),
        ];
        cells.extend(columns.iter().map(|column| column.value(row)));
        rows.push(cells);
    }
    let mut total = vec![
        summary.name.clone(),
        String::new(),
        String::new(),
        grouped(summary.params),
    ];
    let totals = columns.iter().map(|column| column.total(summary));
    total.extend(totals.map(Option::unwrap_or_default));
    rows.push(total);
    rows
}

/// Returns the path of a row, with a mark if the network has several outputs and the row is one of them.
fn name(summary: &Summary, row: &Row) -> String {
    match row.is_output && summary.outputs.len() > 1 {
        true => format!("{} *", row.name),
        false => row.name.clone(),
    }
}

/// Returns for each column of the table whether it is aligned to the right.
fn right(columns: &[Column]) -> Vec<bool> {
    let further = columns.iter().map(|column| column.is_number());
    [false, false, false, true]
        .into_iter()
        .chain(further)
        .collect()
}

/// Returns the lines below the table: how many layers of each kind the network has, what it takes, and its outputs if
/// there are several.
fn notes(summary: &Summary) -> Vec<String> {
    let layers: usize = summary.kinds.iter().map(|(_, count)| count).sum();
    let kinds = summary.kinds.iter();
    let kinds: Vec<String> = kinds
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    let s = if layers == 1 { "" } else { "s" };
    let mut notes = vec![match kinds.is_empty() {
        true => "0 layers".to_owned(),
        false => format!("{layers} layer{s}: {}", kinds.join(", ")),
    }];
    let mut memory = format!(
        "weights {}, activations {}",
        bytes(summary.weight_bytes),
        bytes(summary.activation_bytes)
    );
    if let (Some(arena), Some(needs)) = (summary.arena_bytes, summary.needs_bytes) {
        memory += &format!(", arena {}, needs {} in all", bytes(arena), bytes(needs));
    }
    if let Some(precision) = summary.precision.filter(|it| *it != Precision::default()) {
        memory += &format!(", precision {precision}");
    }
    if summary.memory == Some(Memory::Low) {
        memory += ", memory low";
    }
    if let Some(dtype) = summary.dtype.filter(|it| *it != DType::default()) {
        memory += &format!(", results {dtype}");
    }
    notes.push(memory);
    if summary.outputs.len() > 1 {
        let outputs = summary.outputs.join(", ");
        notes.push(format!("outputs (*), in this order: {outputs}"));
    }
    notes
}

/// Returns the table as text: columns as wide as their widest cell, and lines of totals below.
pub(super) fn spec(summary: &Summary, columns: &[Column]) -> String {
    let rows = cells(summary, columns);
    let (totals, rows) = rows
        .split_last()
        .map_or((&[][..], &[][..]), |(last, rows)| {
            (std::slice::from_ref(last), rows)
        });
    let table = grid::aligned_by(rows, totals, &right(columns));
    notes(summary)
        .into_iter()
        .fold(table + "\n", |text, note| text + &note + "\n")
}

/// Returns the table of [`Style::Markdown`](super::Style::Markdown), and paragraphs of totals below.
pub(super) fn markdown(summary: &Summary, columns: &[Column]) -> String {
    let table = grid::markdown_by(&cells(summary, columns), &right(columns));
    notes(summary)
        .into_iter()
        .fold(table, |text, note| text + "\n" + &note + "\n")
}
