//! The command `googlenet summary`, which prints the table of a network's layers.

use super::network::look_at;
use crate::args::{Summary as Args, SummaryFormat};
use crate::failure::Failure;
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_runtime::summary::{Style, Summary};

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = args.written.format()?;
    let (compiled, _) = look_at(&args.spec.spec, &args.spec.size)?;
    let graph = &compiled.graph;
    let summary = match args.heads.training {
        true => Summary::new(&graph.training()),
        false => {
            let algorithms = args.choice.over(compiled.algorithms());
            let options = PlanOptions::default().with_dtype(algorithms.dtype);
            let plan = Plan::for_inference(graph, &options);
            Summary::new(graph).with_plan(graph, &plan, algorithms)
        }
    };
    let summary = match args.depth {
        Some(depth) => summary.fold(depth.into(), &compiled.items),
        None => summary,
    };
    let text = match format {
        SummaryFormat::Keras => summary.table(Style::Keras, &args.columns),
        SummaryFormat::Text => summary.table(Style::Spec, &args.columns),
        SummaryFormat::Markdown => summary.table(Style::Markdown, &args.columns),
        SummaryFormat::Csv => summary.table(Style::Csv, &args.columns),
        SummaryFormat::Json => {
            serde_json::to_string_pretty(&summary).map_err(Failure::message)? + "\n"
        }
        SummaryFormat::Yaml => serde_yaml::to_string(&summary).map_err(Failure::message)?,
    };
    args.written.to().text(&text)
}
