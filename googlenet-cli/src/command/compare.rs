//! The command `googlenet compare`, which prints a table of the totals of several networks.

use super::network::look_at_all;
use crate::args::{Compare, CompareFormat};
use crate::failure::Failure;
use crate::output::{Destination, terminal_width};
use googlenet_runtime::summary::{Comparison, Style, Totals};

pub(crate) fn run(args: &Compare) -> Result<(), Failure> {
    let format = args.written.format()?;
    let compiled = look_at_all(&args.specs.specs, &args.specs.size)?;
    let totals = args.specs.specs.iter().zip(compiled);
    let totals = totals.map(|(spec, network)| {
        let (graph, plan) = (&network.graph, &network.plan);
        let mut totals = Totals::with_precision(graph, plan, network.algorithms());
        totals.file = Some(spec.name());
        totals.published = network.published;
        totals
    });
    let mut networks: Vec<Totals> = totals.collect();
    if let Some(by) = args.sort {
        networks.sort_by(|a, b| match args.reverse {
            true => by.compare(b, a),
            false => by.compare(a, b),
        });
    }
    let text = match format {
        CompareFormat::Text => text(args, &networks),
        CompareFormat::Markdown => table(args, &networks).table(Style::Markdown),
        CompareFormat::Csv => table(args, &networks).table(Style::Csv),
        CompareFormat::Json => {
            serde_json::to_string_pretty(&networks).map_err(Failure::message)? + "\n"
        }
        CompareFormat::Yaml => serde_yaml::to_string(&networks).map_err(Failure::message)?,
    };
    args.written.to().text(&text)
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
    let room = match args.written.to() {
        Destination::Stdout => terminal_width(),
        Destination::File(_) => None,
    };
    match room {
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
