//! The program `googlenet`, which checks, summarises, draws, compares, imports, exports, packs, measures and runs
//! networks that YAML files describe.
#![forbid(unsafe_code)]

mod args;
mod command;
mod failure;
mod input;
mod json;
mod output;

use args::Parsed;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (result, json) = match args::parse() {
        Ok(Parsed { args, json }) => {
            let checked = command::check_isa();
            (checked.and_then(|()| command::run(&args.command)), json)
        }
        Err((failure, json)) => (Err(failure), json),
    };
    result.map_or_else(
        |failure| output::exit(failure, json),
        |()| ExitCode::SUCCESS,
    )
}
