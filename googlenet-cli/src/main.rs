//! `googlenet`: checks, summarises, expands and runs network descriptions.
#![forbid(unsafe_code)]

mod args;
mod command;
mod failure;
mod npy;
mod output;

use args::{Args, Command};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    let result = match &args.command {
        Command::Check(args) => command::check::run(args),
        Command::Summary(args) => command::summary::run(args),
        Command::Expand(args) => command::expand::run(args),
        Command::Schema(args) => command::schema::run(args),
        Command::Run(args) => command::run::run(args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output has seen enough.
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Reported) => ExitCode::from(1),
        Err(Failure::Message(message)) => {
            anstream::eprintln!("error: {message}");
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            anstream::eprintln!("error: {message}\n\nFor more information, try '--help'.");
            ExitCode::from(2)
        }
    }
}
