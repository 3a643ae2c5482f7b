//! Tables with the names of the file.

use super::column::{Column, grouped, sizes};
use super::grid;
use super::layers::Summary;

/// The cells of a table: its head, its rows, its totals.
fn cells(summary: &Summary, columns: &[Column]) -> Vec<Vec<String>> {
    let mut head: Vec<String> = ["Layer", "Kind", "Output", "Params"]
        .map(str::to_owned)
        .to_vec();
    head.extend(columns.iter().map(|column| column.title().to_owned()));
    let mut rows = vec![head];
    for row in &summary.layers {
        let mut cells = vec![
            row.name.clone(),
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
    total.extend(columns.iter().map(|column| column.total(summary)));
    rows.push(total);
    rows
}

/// The first column of numbers.
const NUMBERS: usize = 3;

/// Aligned columns, as wide as what they hold.
pub(super) fn spec(summary: &Summary, columns: &[Column]) -> String {
    let rows = cells(summary, columns);
    let (totals, rows) = rows
        .split_last()
        .map_or((&[][..], &[][..]), |(last, rows)| {
            (std::slice::from_ref(last), rows)
        });
    grid::aligned(rows, totals, NUMBERS)
}

/// A Markdown table.
pub(super) fn markdown(summary: &Summary, columns: &[Column]) -> String {
    grid::markdown(&cells(summary, columns), NUMBERS)
}

/// Comma-separated values, all columns, exact numbers. No value holds a comma or a quote.
pub(super) fn csv(summary: &Summary) -> String {
    let mut text =
        "name,keras_name,kind,output,params,macs,bytes,receptive_field,inputs,line\n".to_owned();
    for row in &summary.layers {
        let (output, inputs) = (sizes(&row.output), row.inputs.join(" "));
        let names = format!("{},{},{}", row.name, row.keras_name, row.kind);
        text += &format!(
            "{names},{output},{},{},{},{},{inputs},{}\n",
            row.params,
            row.macs,
            row.bytes,
            Column::ReceptiveField.value(row),
            row.line
        );
    }
    text
}
