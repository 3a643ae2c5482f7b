//! The command `googlenet weights list`, which prints the tensors that a weight file must hold.

use super::super::foreign::{Foreign, names_of};
use super::super::loading::weights_failure;
use super::super::network::{Given, Network};
use crate::args::{WeightsFormat, WeightsList};
use crate::failure::Failure;
use googlenet_dsl::graph::{Graph, When};
use googlenet_runtime::summary::{Style, WeightList};
use googlenet_runtime::{Error, LoadOptions, dynamic};
use std::path::Path;

pub(crate) fn run(args: &WeightsList) -> Result<(), Failure> {
    let format = args.written.format()?;
    let given = Given::read(&args.spec.spec, &args.spec.size, args.weights.as_deref())?;
    let network = given.compile(true)?;
    network.warn();
    let graph = network.compiled.graph.clone();
    let (list, fits) = match &args.weights {
        Some(path) => compared(&network, graph, path)?,
        None if args.heads.training => (WeightList::new(&graph.training()), Ok(())),
        None => (WeightList::new(&graph), Ok(())),
    };
    let text = match format {
        WeightsFormat::Text => list.table(Style::Spec),
        WeightsFormat::Markdown => list.table(Style::Markdown),
        WeightsFormat::Csv => list.table(Style::Csv),
        WeightsFormat::Json => {
            serde_json::to_string_pretty(&list).map_err(Failure::message)? + "\n"
        }
        WeightsFormat::Yaml => serde_yaml::to_string(&list).map_err(Failure::message)?,
    };
    args.written.to().text(&text)?;
    match format {
        // The list itself says what does not fit; a second object would follow it.
        WeightsFormat::Json => fits.map_err(|_| Failure::Reported),
        _ => fits,
    }
}

/// Returns the list of all tensors, those of heads included, compared with a file; and a failure if the file does not
/// fit.
///
/// # Errors
/// [`Failure::Message`] if the file cannot be read, or is no weight file.
fn compared(
    network: &Network<'_>,
    graph: Graph,
    path: &Path,
) -> Result<(WeightList, Result<(), Failure>), Failure> {
    let list = WeightList::new(&graph.training());
    if !network.has_weight_file()
        && let Some(foreign) = Foreign::of(path, &graph)?
    {
        return foreign.warned(&graph, names_of(network), |paired| {
            let mut model = dynamic::Model::from_graph(graph.clone());
            let loaded = paired.load(&mut model, &LoadOptions::new());
            let report = loaded.map_err(weights_failure)?;
            Ok((list.compared(&[], &report.kept), Ok(())))
        });
    }
    let load = |options: LoadOptions, model: &mut dynamic::Model| match &network.model {
        Some(opened) if network.has_weight_file() => opened.load(model, &options),
        _ => options.load(model, path),
    };
    let heads = graph.heads().iter();
    let heads = heads.filter(|head| head.when == When::Training);
    let heads: Vec<String> = heads.map(|head| format!("{}.", head.name)).collect();
    let mut model = dynamic::Model::from_graph(graph);
    match load(LoadOptions::new(), &mut model) {
        Ok(report) => Ok((list.compared(&[], &report.kept), Ok(()))),
        Err(error) => {
            let Error::Weights { misfits, .. } = &error else {
                return Err(Failure::message(error));
            };
            // Heads of which the file has nothing are no misfits; each is asked for on its own.
            let mut left_out = Vec::new();
            for head in &heads {
                let options = LoadOptions::new().prefix(head.as_str());
                if let Ok(report) = load(options, &mut model)
                    && report.loaded.is_empty()
                {
                    let kept = report.kept.into_iter();
                    left_out.extend(kept.filter(|name| name.starts_with(head)));
                }
            }
            let message = error.to_string();
            let title = message.lines().next().unwrap_or_default().to_owned();
            Ok((
                list.compared(misfits, &left_out),
                Err(Failure::Message(title)),
            ))
        }
    }
}
