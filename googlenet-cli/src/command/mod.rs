//! Commands of the program, one module each, and the functions that they share: compilation of descriptions and loading
//! of weights.

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
pub(crate) mod weights;

use crate::args::{NonFinite, Source as WeightSource};
use crate::failure::Failure;
use crate::output::tell;
use googlenet_dsl::diagnostic::{Diagnostics, Source, Style};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::{CompileOptions, Compiled, check_labels, compile};
use googlenet_runtime::weights::Misfit;
use googlenet_runtime::{Error, Isa, LoadOptions, PackedNetwork, Precision, dynamic};
use std::path::{Path, PathBuf};

/// Checks that the environment variable `GOOGLENET_ISA`, if it is set to valid Unicode that is not empty, names an
/// instruction set that this processor has.
///
/// # Errors
/// [`Failure::Usage`] if the variable holds no name of an instruction set, or that of one that this processor lacks.
pub(crate) fn check_isa() -> Result<(), Failure> {
    let Ok(wanted) = std::env::var("GOOGLENET_ISA") else {
        return Ok(());
    };
    let there = Isa::ALL.iter().copied().filter(|isa| isa.is_available());
    let names: Vec<String> = there.map(|isa| format!("`{}`", isa.as_str())).collect();
    if wanted.is_empty() || names.contains(&format!("`{wanted}`")) {
        return Ok(());
    }
    let known = names.join(", ");
    Err(Failure::Usage(format!(
        "GOOGLENET_ISA is `{wanted}`: expected one of this processor's instruction sets, {known}"
    )))
}

/// Compiles the description in a file.
///
/// # Errors
/// [`Failure::Reported`] after the mistakes, or the reason why the file cannot be read, were printed on standard error.
fn compile_file(path: &Path) -> Result<Compiled, Failure> {
    compile_source(path).map(|(compiled, _)| compiled)
}

/// Compiles the description in a file, and returns its text, too.
///
/// # Errors
/// [`Failure::Reported`] after the mistakes, or the reason why the file cannot be read, were printed on standard error.
fn compile_source(path: &Path) -> Result<(Compiled, String), Failure> {
    load_and_compile(path, CompileOptions::new()).map_err(|mistakes| {
        tell(&mistakes);
        Failure::Reported
    })
}

/// Compiles the description in a file to look at its network, and returns its text, too. Broken budgets and unused
/// definitions are warnings, which are printed on standard error.
///
/// # Errors
/// [`Failure::Reported`] after the mistakes, or the reason why the file cannot be read, were printed on standard error.
fn look_at(path: &Path) -> Result<(Compiled, String), Failure> {
    let looked = load_and_compile(path, CompileOptions::new().lenient(true));
    let (compiled, text) = looked.map_err(|mistakes| {
        tell(&mistakes);
        Failure::Reported
    })?;
    warn_of(&compiled);
    Ok((compiled, text))
}

/// Compiles the description in a file as [`look_at`] does, and prints nothing.
///
/// # Errors
/// The rendered mistakes with ANSI colours, or the reason why the file cannot be read.
fn look_or_render(path: &Path) -> Result<Compiled, String> {
    let looked = load_and_compile(path, CompileOptions::new().lenient(true));
    looked.map(|(compiled, _)| compiled)
}

/// Prints the warnings about a description on standard error, with an empty line behind.
fn warn_of(compiled: &Compiled) {
    if !compiled.warnings.is_empty() {
        tell(&format!("{}\n", compiled.warnings.render(Style::Color)));
    }
}

/// Compiles the description in a file, checks its file of class names if it has `labels`, and prints nothing. The path
/// of the latter comes back even if it has mistakes.
///
/// # Errors
/// The rendered mistakes with ANSI colours, or the reason why a file cannot be read.
fn check_or_render(path: &Path) -> (Option<PathBuf>, Result<Compiled, String>) {
    let render = |mistakes: Diagnostics| mistakes.render(Style::Color);
    let source = match Source::open(path, path.display().to_string()) {
        Ok(source) => source,
        Err(mistakes) => return (None, Err(render(mistakes))),
    };
    match compile(&source) {
        Ok(compiled) => {
            let folder = path.parent().unwrap_or(Path::new(""));
            let labels = compiled.labels.as_ref().map(|labels| folder.join(labels));
            let checked = check_labels(&compiled, &source, folder);
            (labels, checked.map(|()| compiled).map_err(render))
        }
        Err(mistakes) => (None, Err(render(mistakes))),
    }
}

fn load_and_compile(path: &Path, options: CompileOptions) -> Result<(Compiled, String), String> {
    let compiled = Source::open(path, path.display().to_string())
        .and_then(|source| Ok((options.compile(&source)?, source.text().to_owned())));
    compiled.map_err(|mistakes| mistakes.render(Style::Color))
}

/// Source of a network's weights, and whether they may be NaN or infinite.
#[derive(Clone, Copy)]
struct Weights<'a> {
    source: WeightSource<'a>,
    allow_non_finite: bool,
}

impl<'a> Weights<'a> {
    fn new(source: WeightSource<'a>, non_finite: &NonFinite) -> Weights<'a> {
        Weights {
            source,
            allow_non_finite: non_finite.allow_non_finite,
        }
    }

    fn options(self) -> LoadOptions {
        LoadOptions::new().allow_non_finite(self.allow_non_finite)
    }
}

/// Help for what is refused as it is NaN or infinite.
const NON_FINITE_HELP: &str = "help: `--allow-non-finite` goes on all the same";

/// Converts an error of weights, with a help for those that are not finite.
fn weights_failure(error: Error) -> Failure {
    let help = match &error {
        Error::Weights { misfits, .. } => misfits.iter().any(|misfit| {
            matches!(
                misfit,
                Misfit::NonFinite { .. } | Misfit::PackedNonFinite { .. }
            )
        }),
        _ => false,
    };
    match help {
        true => Failure::Message(format!("{error}\n{NON_FINITE_HELP}")),
        false => Failure::message(error),
    }
}

/// Gives weights to a model, which holds them in unpacked form: loads them from a safetensors file, or computes them
/// from a seed.
///
/// # Errors
/// [`Failure::Message`] if a weight file cannot be loaded or does not fit, or if the source is a file of packed
/// weights, which cannot be unpacked.
fn with_weights(
    mut model: dynamic::Model,
    weights: Weights<'_>,
) -> Result<dynamic::Model, Failure> {
    match weights.source {
        WeightSource::File(path) => {
            let loaded = weights.options().load(&mut model, path);
            loaded.map_err(weights_failure)?;
            Ok(model)
        }
        WeightSource::Packed(path) => Err(Failure::Message(format!(
            "`{}` holds packed weights, which cannot be unpacked",
            path.display()
        ))),
        WeightSource::Seed(seed) => Ok(model.seeded(seed)),
    }
}

/// Returns a network that holds its weights only in packed form, in the order in which kernels read them: packs those
/// of a safetensors file or seed, or maps a file of packed weights.
///
/// # Errors
/// [`Failure::Message`] if a file cannot be loaded or does not fit the network or, if packed, the precision and
/// instruction set.
fn packed(
    graph: Graph,
    weights: Weights<'_>,
    precision: Precision,
) -> Result<PackedNetwork, Failure> {
    let packed = match weights.source {
        WeightSource::File(path) => weights.options().pack(&graph, path, precision),
        WeightSource::Packed(path) => PackedNetwork::open(&graph, path, precision),
        WeightSource::Seed(seed) => {
            let network = dynamic::Model::from_graph(graph).seeded(seed);
            Ok(PackedNetwork::with_precision(network, precision))
        }
    };
    packed.map_err(weights_failure)
}

/// Returns the requested number of threads, or the number of cores that the process may use if none was requested.
fn threads(asked: Option<u16>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(cores, usize::from)
}
