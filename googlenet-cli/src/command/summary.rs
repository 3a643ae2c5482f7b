//! The command `googlenet summary`, which prints the table of a network's layers.

use super::look_at;
use crate::args::{Summary as Args, SummaryStyle};
use crate::failure::Failure;
use crate::output::print;
use googlenet_runtime::summary::{Style, Summary};

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (compiled, _) = look_at(&args.spec)?;
    let graph = &compiled.graph;
    let summary = match args.training {
        true => Summary::new(&graph.training()),
        false => Summary::new(graph).with_plan(graph, &compiled.plan, compiled.precision),
    };
    let summary = match args.depth {
        Some(depth) => summary.fold(depth.into(), &compiled.items),
        None => summary,
    };
    let text = match args.style {
        SummaryStyle::Keras => summary.table(Style::Keras, &args.columns),
        SummaryStyle::Spec => summary.table(Style::Spec, &args.columns),
        SummaryStyle::Markdown => summary.table(Style::Markdown, &args.columns),
        SummaryStyle::Csv => summary.table(Style::Csv, &args.columns),
        SummaryStyle::Json => {
            serde_json::to_string_pretty(&summary).map_err(Failure::message)? + "\n"
        }
        SummaryStyle::Yaml => serde_yaml::to_string(&summary).map_err(Failure::message)?,
    };
    print(&text)
}
