//! The command `googlenet expand`, which prints the Rust code that is generated for a description.

use super::network::{Given, compile_strictly};
use crate::args::Expand;
use crate::failure::Failure;
use googlenet_dsl::codegen::expand_pretty;

pub(crate) fn run(args: &Expand) -> Result<(), Failure> {
    let given = Given::read(&args.spec.spec, &args.spec.size, None)?;
    let network = compile_strictly(&given)?;
    let code = expand_pretty(&network.compiled, &args.spec.spec.name());
    args.output.to().text(&code)
}
