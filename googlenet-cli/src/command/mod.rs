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
pub(crate) mod features;
mod find;
mod finite;
pub(crate) mod import;
pub(crate) mod man;
pub(crate) mod pack;
pub(crate) mod plot;
pub(crate) mod profile;
mod progress;
mod report;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod summary;
mod taps;
pub(crate) mod tune;
mod watch;
pub(crate) mod weights;

use crate::args::{Command, RunWeights, Source as WeightSource, Spec, Weights as FileWeights};
use crate::failure::Failure;
use crate::output::{tell, warn};
use googlenet_dsl::diagnostic::{Diagnostics, Style};
use googlenet_dsl::file::{open_regular, reason};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::number::grouped;
use googlenet_dsl::{CompileOptions, Compiled, check_labels, compile};
use googlenet_runtime::weights::{Misfit, ZeroTail, zero_tail};
use googlenet_runtime::{Error, Isa, Labels, LoadOptions, PackedNetwork, Precision, dynamic};
use std::io;
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

/// Runs a command.
///
/// # Errors
/// Those of the command.
pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Check(args) => check::run(args),
        Command::Summary(args) => summary::run(args),
        Command::Plot(args) => plot::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Expand(args) => expand::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Bench(args) => bench::run(args),
        Command::Pack(args) => pack::run(args),
        Command::Export(args) => export::run(args),
        Command::Classify(args) => classify::run(args),
        Command::Features(args) => features::run(args),
        Command::Import(args) => import::run(args),
        Command::Tune(args) => tune::run(args),
        Command::Run(args) => run::run(args),
        Command::Profile(args) => profile::run(args),
        Command::Weights(args) => weights::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}

/// Compiles a description.
///
/// # Errors
/// [`Failure::Mistakes`] if it has mistakes or cannot be read.
fn compile_spec(spec: &Spec) -> Result<Compiled, Failure> {
    let compiled = spec.open().and_then(|source| compile(&source));
    compiled.map_err(|mistakes| Failure::mistakes(&[mistakes]))
}

/// Compiles a description to look at its network, and returns its text, too. Broken budgets and unused definitions are
/// warnings, which are printed on standard error. Errors are those of [`compile_spec`].
fn look_at(spec: &Spec) -> Result<(Compiled, String), Failure> {
    let looked = look(spec).map_err(|mistakes| Failure::mistakes(&[mistakes]))?;
    warn_of(&looked.0);
    Ok(looked)
}

/// Compiles several descriptions as [`look_at`] does.
///
/// # Errors
/// [`Failure::Mistakes`], with those of all descriptions.
fn look_at_all(specs: &[Spec]) -> Result<Vec<Compiled>, Failure> {
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    for spec in specs {
        match look(spec) {
            Ok((compiled, _)) => all.push(compiled),
            Err(mistakes) => wrong.push(mistakes),
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::mistakes(&wrong));
    }
    all.iter().for_each(warn_of);
    Ok(all)
}

fn look(spec: &Spec) -> Result<(Compiled, String), Diagnostics> {
    let source = spec.open()?;
    let compiled = CompileOptions::new().lenient(true).compile(&source)?;
    Ok((compiled, source.text().to_owned()))
}

/// Prints the warnings about a description on standard error, with an empty line behind.
fn warn_of(compiled: &Compiled) {
    if !compiled.warnings.is_empty() {
        tell(&format!("{}\n", compiled.warnings.render(Style::Color)));
    }
}

/// Compiles a description, and checks its file of class names if it has `labels`. The path of the latter comes back
/// even if it has mistakes.
///
/// # Errors
/// The mistakes, or the reason why a file cannot be read.
fn check_spec(spec: &Spec) -> (Option<PathBuf>, Result<Compiled, Diagnostics>) {
    let source = match spec.open() {
        Ok(source) => source,
        Err(mistakes) => return (None, Err(mistakes)),
    };
    match compile(&source) {
        Ok(compiled) => {
            let folder = spec.folder();
            let labels = compiled.labels.as_ref().map(|labels| folder.join(labels));
            let checked = check_labels(&compiled, &source, folder);
            (labels, checked.map(|()| compiled))
        }
        Err(mistakes) => (None, Err(mistakes)),
    }
}

/// Seed of the pseudo-random weights of commands that measure, if the command line names no weights.
const SEED: u64 = 42;

/// Source of a network's weights, whether they may be NaN or infinite, and whether packed ones are checked first.
#[derive(Clone, Copy)]
struct Weights<'a> {
    source: WeightSource<'a>,
    allow_non_finite: bool,
    verify: bool,
}

impl<'a> Weights<'a> {
    fn unpacked(args: &'a FileWeights) -> Weights<'a> {
        Weights {
            source: args.source(),
            allow_non_finite: args.allow_non_finite(),
            verify: false,
        }
    }

    fn of(args: &'a RunWeights) -> Weights<'a> {
        Weights {
            source: args.source(),
            allow_non_finite: args.allow_non_finite(),
            verify: args.verify(),
        }
    }

    /// Returns the weights that the command line names, or pseudo-random ones.
    fn or_seeded(args: &'a RunWeights) -> Weights<'a> {
        let source = args.named().unwrap_or(WeightSource::Seed(SEED));
        Weights {
            source,
            allow_non_finite: args.allow_non_finite(),
            verify: args.verify(),
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
    match (&error, help) {
        (Error::Weights { origin, misfits }, false) if misfits.len() > MISFITS => {
            let first = misfits.iter().take(MISFITS / 2);
            let first: Vec<String> = first.map(|misfit| format!("  {misfit}\n")).collect();
            Failure::Message(format!(
                "the weights of {origin} do not fit the network\n{}  and {} more\nhelp: is it another network's file? \
                 `googlenet weights list SPEC --weights FILE` compares all tensors",
                first.concat(),
                misfits.len() - first.len(),
            ))
        }
        (_, true) => Failure::Message(format!("{error}\n{NON_FINITE_HELP}")),
        (_, false) => Failure::message(error),
    }
}

/// Warns of a weight file that ends in zeros, which loads as one that is whole.
fn warn_of_zeros(path: &Path) {
    // A file that is gone by now was read.
    let Ok(Some(ZeroTail { bytes, first, .. })) = zero_tail(path) else {
        return;
    };
    warn(&format!(
        "`{}` ends in {} bytes of zeros, which begin in `{first}`; help: fetch the file again if the copy or \
         the download may not have finished",
        path.display(),
        grouped(bytes),
    ));
}

/// Number of tensors that do not fit up to which a message lists them all.
const MISFITS: usize = 20;

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
            warn_of_zeros(path);
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
/// instruction set, or is not intact if it is to be verified.
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
    let packed = packed.map_err(weights_failure)?;
    if let WeightSource::File(path) = weights.source {
        warn_of_zeros(path);
    }
    if weights.verify {
        packed.verify().map_err(Failure::message)?;
    }
    Ok(packed)
}

/// Class names of a file that the command line names.
struct GivenLabels {
    labels: Labels,
    file: String,
}

impl GivenLabels {
    /// Reads a file of class names.
    ///
    /// # Errors
    /// [`Failure::Message`] if it cannot be read.
    fn read(path: &Path) -> Result<GivenLabels, Failure> {
        let file = path.display().to_string();
        let failed = |error: io::Error| {
            let reason = reason(&error);
            Failure::Message(format!("cannot use the labels `{file}`: {reason}"))
        };
        let labels = Labels::from_reader(open_regular(path).map_err(failed)?);
        let labels = labels.map_err(|error| Failure::message(error.named(&*file)))?;
        Ok(GivenLabels { labels, file })
    }

    /// Names the file in an error about the names.
    fn failure(&self, error: Error) -> Failure {
        Failure::message(error.named(&*self.file))
    }
}
