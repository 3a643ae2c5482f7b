//! The command `googlenet summary`, which prints the table of a network's layers.

use super::compile_spec;
use crate::args::{Summary as Args, SummaryFormat};
use crate::failure::Failure;
use googlenet_runtime::summary::{Style, Summary};

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = args.written.format()?;
    let compiled = compile_spec(&args.spec.spec)?;
    let summary = if args.heads.training {
        Summary::new(&compiled.graph.training())
    } else {
        Summary::new(&compiled.graph)
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
