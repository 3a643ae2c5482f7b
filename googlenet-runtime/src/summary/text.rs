//! Summary tables with the names of the description: aligned, as Markdown, and as comma-separated values.

use super::column::{Column, grouped, sizes};
use super::grid;
use super::layers::Summary;

/// Returns the rows of cells of a table: the head, one row for each layer, and a last row of totals.
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

/// Index of the first column with numbers in the tables of this file, that of the parameters. The columns from there on
/// are aligned to the right.
const NUMBERS: usize = 3;

/// Returns the table of [`Style::Spec`](super::Style::Spec): columns as wide as their widest cell.
pub(super) fn spec(summary: &Summary, columns: &[Column]) -> String {
    let rows = cells(summary, columns);
    let (totals, rows) = rows
        .split_last()
        .map_or((&[][..], &[][..]), |(last, rows)| {
            (std::slice::from_ref(last), rows)
        });
    grid::aligned(rows, totals, NUMBERS)
}

/// Returns the table of [`Style::Markdown`](super::Style::Markdown).
pub(super) fn markdown(summary: &Summary, columns: &[Column]) -> String {
    grid::markdown(&cells(summary, columns), NUMBERS)
}

/// Returns the table of [`Style::Csv`](super::Style::Csv), with all additional columns and without totals. No value
/// contains a comma or a quote, so none is quoted.
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
