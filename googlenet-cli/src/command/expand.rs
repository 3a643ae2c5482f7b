//! The command `googlenet expand`, which prints the Rust code that is generated for a description.

use super::compile_file;
use crate::args::Expand;
use crate::failure::Failure;
use crate::output::{print, write_file};
use googlenet_dsl::codegen::expand_pretty;

pub(crate) fn run(args: &Expand) -> Result<(), Failure> {
    let compiled = compile_file(&args.spec)?;
    let code = expand_pretty(&compiled, &args.spec.display().to_string());
    match &args.output {
        Some(path) => write_file(path, code.as_bytes()),
        None => print(&code),
    }
}
