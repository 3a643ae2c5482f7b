//! The command `googlenet summary`, which prints the table of a network's layers.

use super::loading::{Source, Weights, taken_integers};
use super::network::{Given, Network};
use crate::args::{Summary as Args, SummaryFormat};
use crate::failure::Failure;
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_runtime::quantize::Quantized;
use googlenet_runtime::summary::{Style, Summary};

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = args.written.format()?;
    let given = Given::read(&args.spec.spec, &args.spec.size, None)?;
    let network = given.compile(true)?;
    network.warn();
    let compiled = &network.compiled;
    let graph = &compiled.graph;
    let summary = match args.heads.training {
        true => Summary::new(&graph.training()),
        false => {
            let algorithms = args.choice.over(compiled.algorithms());
            let summary = Summary::new(graph);
            match integers(args, &network)? {
                Some(quantized) => summary
                    .with_quantized(graph, &quantized, algorithms)
                    .map_err(Failure::message)?,
                None => {
                    let options = PlanOptions::default().with_dtype(algorithms.dtype);
                    let plan = Plan::for_inference(graph, &options);
                    summary.with_plan(graph, &plan, algorithms)
                }
            }
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

/// Returns the quantised form of the network, of a file or of its own model; `None` if its weights are floats.
///
/// # Errors
/// [`Failure::Message`] if the file is none of a quantised network, or of another one, or broken; [`Failure::Usage`] if the
/// command line names an element type, too.
fn integers(args: &Args, network: &Network<'_>) -> Result<Option<Quantized>, Failure> {
    let source = match (&args.weights, &network.model) {
        (Some(file), _) if !Quantized::is_file(file) => {
            return Err(Failure::Message(format!(
                "`{}` is not the file of a quantised network; help: leave out `--weights`: floats of all files take the same \
                 memory",
                file.display()
            )));
        }
        (Some(file), _) => Source::File(file),
        (None, Some(model)) => Source::Model(model),
        (None, None) => return Ok(None),
    };
    let weights = Weights::to_look_at(source);
    taken_integers(&network.compiled.graph, weights, args.choice.dtype())
}
