//! The command `googlenet expand`, which prints the Rust code that is generated for a description.

use super::compile_spec;
use crate::args::Expand;
use crate::failure::Failure;
use googlenet_dsl::codegen::expand_pretty;

pub(crate) fn run(args: &Expand) -> Result<(), Failure> {
    let compiled = compile_spec(&args.spec.spec)?;
    let code = expand_pretty(&compiled, &args.spec.spec.name());
    args.output.to().text(&code)
}
