//! The command `googlenet compare`, which prints a table of the totals of several networks.

use super::compile_all;
use crate::args::{Compare, CompareFormat};
use crate::failure::Failure;
use googlenet_runtime::summary::{Style, Totals, compare};

pub(crate) fn run(args: &Compare) -> Result<(), Failure> {
    let format = args.written.format()?;
    let networks = compile_all(&args.specs.specs)?;
    let totals = networks
        .iter()
        .map(|network| Totals::with_precision(&network.graph, &network.plan, network.precision));
    let networks: Vec<Totals> = totals.collect();
    let text = match format {
        CompareFormat::Text => compare(&networks, Style::Spec),
        CompareFormat::Markdown => compare(&networks, Style::Markdown),
        CompareFormat::Csv => compare(&networks, Style::Csv),
        CompareFormat::Json => {
            serde_json::to_string_pretty(&networks).map_err(Failure::message)? + "\n"
        }
        CompareFormat::Yaml => serde_yaml::to_string(&networks).map_err(Failure::message)?,
    };
    args.written.to().text(&text)
}
