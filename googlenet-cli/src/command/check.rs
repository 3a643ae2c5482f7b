//! The command `googlenet check`, which reports the mistakes of descriptions, or prints a line of totals for each one
//! that has none.

use super::network::check;
use super::report::said;
use crate::args::Check;
use crate::failure::Failure;
use crate::output::tell;

pub(crate) fn run(args: &Check) -> Result<(), Failure> {
    let format = args.written.format()?;
    let specs = &args.specs.specs;
    if args.watch {
        return super::watch::watch(specs, &args.specs.size, format);
    }
    let mut parts = args.written.to().parts();
    let (mut failed, mut closed) = (false, false);
    for spec in specs {
        let checked = check(spec, &args.specs.size).1;
        let said = said(spec, &checked, format);
        // When standard output is closed, the other files are still checked, as the exit status depends on them.
        if !closed && !said.out.is_empty() {
            match parts.add(&said.out) {
                Err(Failure::Closed) => closed = true,
                printed => printed?,
            }
        }
        if !said.err.is_empty() {
            // An empty line between the mistakes of two files, as there is between those of one file.
            tell(&format!("{}{}", if failed { "\n" } else { "" }, said.err));
        }
        failed |= checked.is_err();
    }
    parts.finish()?;
    if failed {
        Err(Failure::Reported)
    } else {
        Ok(())
    }
}
