//! Commands of the program, one module each, and what they share: compilation of networks, loading of weights, class
//! names.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod classify;
pub(crate) mod compare;
pub(crate) mod completions;
mod data;
pub(crate) mod diff;
pub(crate) mod evaluate;
pub(crate) mod expand;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod features;
mod find;
mod finite;
mod foreign;
mod given;
pub(crate) mod import;
mod loading;
pub(crate) mod man;
mod network;
pub(crate) mod pack;
pub(crate) mod plot;
pub(crate) mod profile;
mod progress;
pub(crate) mod quantize;
mod report;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod summary;
mod taps;
pub(crate) mod train;
pub(crate) mod tune;
mod watch;
pub(crate) mod weights;

use crate::args::Command;
use crate::failure::Failure;
use googlenet_dsl::file::{open_regular, reason};
use googlenet_runtime::{Error, Isa, Labels};
use std::io;
use std::path::Path;

/// Checks that the environment variable `GOOGLENET_ISA`, if it is set to valid Unicode that is not empty, names an
/// instruction set that this processor has, and that `GOOGLENET_AMX` is `on` or `off` if it is set so.
///
/// # Errors
/// [`Failure::Usage`] if `GOOGLENET_ISA` holds no name of an instruction set, or that of one that this processor lacks, or
/// if `GOOGLENET_AMX` holds another word.
pub(crate) fn check_isa() -> Result<(), Failure> {
    if let Ok(wanted) = std::env::var("GOOGLENET_AMX")
        && !["", "on", "off"].contains(&wanted.as_str())
    {
        return Err(Failure::Usage(format!(
            "GOOGLENET_AMX is `{wanted}`: expected `on` or `off`"
        )));
    }
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
        Command::Train(args) => train::run(args),
        Command::Evaluate(args) => evaluate::run(args),
        Command::Quantize(args) => quantize::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Tune(args) => tune::run(args),
        Command::Run(args) => run::run(args),
        Command::Profile(args) => profile::run(args),
        Command::Weights(args) => weights::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
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
