//! The commands, one file each.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod expand;
pub(crate) mod export;
pub(crate) mod pack;
pub(crate) mod plot;
pub(crate) mod profile;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod summary;
mod watch;

use crate::args::Source as WeightSource;
use crate::failure::Failure;
use crate::output::tell;
use googlenet_dsl::diagnostic::{Diagnostics, Source, Style};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::{Compiled, compile, read};
use googlenet_runtime::{PackedNetwork, dynamic};
use std::path::Path;

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
    let render = |source: &Source, mistakes: &Diagnostics| mistakes.render(source, Style::Color);
    let source = read::load(path, &path.display().to_string());
    let source = source.map_err(|(source, mistakes)| render(&source, &mistakes))?;
    let compiled = compile(&source).map_err(|mistakes| render(&source, &mistakes))?;
    Ok((compiled, source.text().to_owned()))
}

/// A network with the weights that the command line asks for.
fn with_weights(graph: Graph, weights: WeightSource<'_>) -> Result<dynamic::Model, Failure> {
    let model = dynamic::Model::from_graph(graph);
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
fn packed(graph: Graph, weights: WeightSource<'_>) -> Result<PackedNetwork, Failure> {
    let packed = match weights {
        WeightSource::File(path) => PackedNetwork::load_weights(&graph, path),
        WeightSource::Packed(path) => PackedNetwork::load(&graph, path),
        WeightSource::Seed(_) => Ok(PackedNetwork::new(with_weights(graph, weights)?)),
    };
    packed.map_err(Failure::message)
}

/// As many threads as were asked for, or as there are cores.
fn threads(asked: Option<u16>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(cores, usize::from)
}
