//! The command `googlenet compare`, which prints a table of the totals of several networks.

use super::compile_or_render;
use crate::args::{Compare, CompareStyle};
use crate::failure::Failure;
use crate::output::{print, tell};
use googlenet_runtime::summary::{Style, Totals, compare};

pub(crate) fn run(args: &Compare) -> Result<(), Failure> {
    let mut networks = Vec::new();
    let mut mistakes = Vec::new();
    for spec in &args.specs {
        match compile_or_render(spec) {
            Ok(compiled) => {
                let (graph, plan) = (&compiled.graph, &compiled.plan);
                networks.push(Totals::with_precision(graph, plan, compiled.precision));
            }
            Err(rendered) => mistakes.push(rendered),
        }
    }
    if !mistakes.is_empty() {
        tell(&mistakes.join("\n"));
        return Err(Failure::Reported);
    }
    let text = match args.style {
        CompareStyle::Text => compare(&networks, Style::Spec),
        CompareStyle::Markdown => compare(&networks, Style::Markdown),
        CompareStyle::Csv => compare(&networks, Style::Csv),
        CompareStyle::Json => {
            serde_json::to_string_pretty(&networks).map_err(Failure::message)? + "\n"
        }
        CompareStyle::Yaml => serde_yaml::to_string(&networks).map_err(Failure::message)?,
    };
    print(&text)
}
