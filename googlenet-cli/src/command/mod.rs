//! The commands, one file each.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod classify;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod expand;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod pack;
pub(crate) mod plot;
pub(crate) mod profile;
mod report;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod summary;
pub(crate) mod tune;
mod watch;

use crate::args::Source as WeightSource;
use crate::failure::Failure;
use crate::output::tell;
use googlenet_dsl::diagnostic::{Source, Style};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::{Compiled, compile};
use googlenet_runtime::{Isa, PackedNetwork, Precision, dynamic};
use std::path::Path;

/// That `GOOGLENET_ISA` names an instruction set of this processor, where it is set.
pub(crate) fn check_isa() -> Result<(), Failure> {
    let Ok(wanted) = std::env::var("GOOGLENET_ISA") else {
        return Ok(());
    };
    let there = Isa::ALL.into_iter().filter(|isa| isa.is_available());
    let names: Vec<String> = there.map(|isa| format!("`{}`", isa.name())).collect();
    if wanted.is_empty() || names.contains(&format!("`{wanted}`")) {
        return Ok(());
    }
    let known = names.join(", ");
    Err(Failure::Usage(format!(
        "GOOGLENET_ISA is `{wanted}`: expected one of this processor's instruction sets, {known}"
    )))
}

/// Compiles a description, or prints its mistakes on standard error.
fn compile_file(path: &Path) -> Result<Compiled, Failure> {
    compile_source(path).map(|(compiled, _)| compiled)
}

/// The same, with the description's text.
fn compile_source(path: &Path) -> Result<(Compiled, String), Failure> {
    load_and_compile(path).map_err(|mistakes| {
        tell(&mistakes);
        Failure::Reported
    })
}

/// Compiles a description, or renders its mistakes.
fn compile_or_render(path: &Path) -> Result<Compiled, String> {
    load_and_compile(path).map(|(compiled, _)| compiled)
}

fn load_and_compile(path: &Path) -> Result<(Compiled, String), String> {
    let compiled = Source::open(path, path.display().to_string())
        .and_then(|source| Ok((compile(&source)?, source.text().to_owned())));
    compiled.map_err(|mistakes| mistakes.render(Style::Color))
}

/// A network with the weights that the command line asks for.
fn with_weights(graph: Graph, weights: WeightSource<'_>) -> Result<dynamic::Model, Failure> {
    model_with_weights(dynamic::Model::from_graph(graph), weights)
}

/// The same of a network that is there.
fn model_with_weights(
    model: dynamic::Model,
    weights: WeightSource<'_>,
) -> Result<dynamic::Model, Failure> {
    match weights {
        WeightSource::File(path) => model.load(path).map_err(Failure::message),
        WeightSource::Packed(path) => Err(Failure::Message(format!(
            "`{}` holds packed weights, which cannot be unpacked",
            path.display()
        ))),
        WeightSource::Seed(seed) => Ok(model.seeded(seed)),
    }
}

/// The same of which only the packed weights are held.
fn packed(
    graph: Graph,
    weights: WeightSource<'_>,
    precision: Precision,
) -> Result<PackedNetwork, Failure> {
    let packed = match weights {
        WeightSource::File(path) => PackedNetwork::load_weights(&graph, path, precision),
        WeightSource::Packed(path) => PackedNetwork::load(&graph, path, precision),
        WeightSource::Seed(_) => {
            let network = with_weights(graph, weights)?;
            Ok(PackedNetwork::with_precision(network, precision))
        }
    };
    packed.map_err(Failure::message)
}

/// As many threads as were asked for, or as there are cores.
fn threads(asked: Option<u16>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(cores, usize::from)
}
