//! The command `googlenet compare`, which prints a table of the totals of several networks.

use super::{look_or_render, warn_of};
use crate::args::{Compare, CompareStyle};
use crate::failure::Failure;
use crate::output::{print, tell, terminal_width};
use googlenet_runtime::summary::{Comparison, Style, Totals};

pub(crate) fn run(args: &Compare) -> Result<(), Failure> {
    let mut networks = Vec::new();
    let mut mistakes = Vec::new();
    for spec in &args.specs {
        match look_or_render(spec) {
            Ok(compiled) => {
                warn_of(&compiled);
                let (graph, plan) = (&compiled.graph, &compiled.plan);
                let mut totals = Totals::with_precision(graph, plan, compiled.precision);
                totals.file = Some(spec.display().to_string());
                totals.published = compiled.published;
                networks.push(totals);
            }
            Err(rendered) => mistakes.push(rendered),
        }
    }
    if !mistakes.is_empty() {
        tell(&mistakes.join("\n"));
        return Err(Failure::Reported);
    }
    if let Some(by) = args.sort {
        networks.sort_by(|a, b| match args.reverse {
            true => by.compare(b, a),
            false => by.compare(a, b),
        });
    }
    let text = match args.style {
        CompareStyle::Text => text(args, &networks),
        CompareStyle::Markdown => table(args, &networks).table(Style::Markdown),
        CompareStyle::Csv => table(args, &networks).table(Style::Csv),
        CompareStyle::Json => {
            serde_json::to_string_pretty(&networks).map_err(Failure::message)? + "\n"
        }
        CompareStyle::Yaml => serde_yaml::to_string(&networks).map_err(Failure::message)?,
    };
    print(&text)
}

fn table<'a>(args: &'a Compare, networks: &'a [Totals]) -> Comparison<'a> {
    let table = Comparison::new(networks).columns(&args.columns);
    table.rows(args.rows)
}

/// Returns the table as aligned text. If columns of networks are wider than the terminal that standard output is, and
/// rows are narrower, networks stand in rows.
fn text(args: &Compare, networks: &[Totals]) -> String {
    let table = table(args, networks);
    let (text, rows) = (table.table(Style::Spec), table.clone().rows(true));
    match terminal_width() {
        Some(room) if width(&text) > room => {
            let rows = rows.table(Style::Spec);
            if width(&rows) < width(&text) {
                rows
            } else {
                text
            }
        }
        _ => text,
    }
}

/// Returns the number of characters in the widest line of a table, without what is said below it.
fn width(table: &str) -> usize {
    let lines = table.lines().take_while(|line| !line.is_empty());
    lines.map(|line| line.chars().count()).max().unwrap_or(0)
}
