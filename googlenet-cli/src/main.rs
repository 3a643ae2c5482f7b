//! The program `googlenet`, which checks, summarises, draws, compares, imports, exports, packs, measures and runs
//! networks that YAML files describe.
#![forbid(unsafe_code)]

mod args;
mod command;
mod failure;
mod output;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    if let Err(failure) = command::check_isa() {
        return output::exit(failure);
    }
    let result = match &args.command {
        Command::Check(args) => command::check::run(args),
        Command::Summary(args) => command::summary::run(args),
        Command::Plot(args) => command::plot::run(args),
        Command::Diff(args) => command::diff::run(args),
        Command::Compare(args) => command::compare::run(args),
        Command::Expand(args) => command::expand::run(args),
        Command::Schema(args) => command::schema::run(args),
        Command::Bench(args) => command::bench::run(args),
        Command::Pack(args) => command::pack::run(args),
        Command::Export(args) => command::export::run(args),
        Command::Classify(args) => command::classify::run(args),
        Command::Import(args) => command::import::run(args),
        Command::Tune(args) => command::tune::run(args),
        Command::Run(args) => command::run::run(args),
        Command::Profile(args) => command::profile::run(args),
        Command::Weights(args) => command::weights::run(args),
        Command::Completions(args) => command::completions::run(args),
    };
    result.map_or_else(output::exit, |()| ExitCode::SUCCESS)
}
