//! The command `googlenet completions`, which prints a shell script that completes commands and options.

use crate::args::{self, Completions};
use crate::failure::Failure;

pub(crate) fn run(options: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        options.shell,
        &mut args::command(),
        "googlenet",
        &mut script,
    );
    options.output.to().bytes(&script)
}
