//! Tables with the names of the file.

use super::column::grouped;
use super::{Column, Summary};

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

fn sizes(output: &[usize]) -> String {
    let sizes: Vec<String> = output.iter().map(usize::to_string).collect();
    sizes.join("x")
}

/// Numbers stand to the right.
fn is_number(column: usize) -> bool {
    column >= 3
}

/// Aligned columns, as wide as what they hold.
pub(super) fn spec(summary: &Summary, columns: &[Column]) -> String {
    let rows = cells(summary, columns);
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let rule = format!(
        "{}\n",
        "-".repeat(widths.iter().sum::<usize>() + 2 * (widths.len() - 1))
    );
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        if at + 1 == rows.len() {
            text += &rule;
        }
        let cells = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| match is_number(column) {
                true => format!("{cell:>width$}"),
                false => format!("{cell:<width$}"),
            });
        text += cells.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
        if at == 0 {
            text += &rule;
        }
    }
    text
}

/// A Markdown table.
pub(super) fn markdown(summary: &Summary, columns: &[Column]) -> String {
    let rows = cells(summary, columns);
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        text += &format!("| {} |\n", row.join(" | "));
        if at == 0 {
            let rules = (0..row.len()).map(|column| if is_number(column) { "---:" } else { "---" });
            text += &format!("| {} |\n", rules.collect::<Vec<_>>().join(" | "));
        }
    }
    text
}

/// Comma-separated values, all columns, exact numbers. No value holds a comma or a quote.
pub(super) fn csv(summary: &Summary) -> String {
    let mut text = "name,keras_name,kind,output,params,macs,bytes,inputs,line\n".to_owned();
    for row in &summary.layers {
        let (output, inputs) = (sizes(&row.output), row.inputs.join(" "));
        let names = format!("{},{},{}", row.name, row.keras_name, row.kind);
        text += &format!(
            "{names},{output},{},{},{},{inputs},{}\n",
            row.params, row.macs, row.bytes, row.line
        );
    }
    text
}
