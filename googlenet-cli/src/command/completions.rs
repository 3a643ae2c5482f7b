//! The command `googlenet completions`, which prints a shell script that completes commands and options.

use crate::args::{Args, Completions};
use crate::failure::Failure;
use crate::output::print;
use clap::CommandFactory;

pub(crate) fn run(args: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "googlenet", &mut script);
    print(&String::from_utf8_lossy(&script))
}
