//! The command `googlenet check`, which reports the mistakes of descriptions, or prints a line of totals for each one
//! that has none.

use super::check_or_render;
use super::report::line;
use crate::args::Check;
use crate::failure::Failure;
use crate::output::{print, tell};

pub(crate) fn run(args: &Check) -> Result<(), Failure> {
    if args.watch {
        return super::watch::watch(&args.specs);
    }
    let (mut failed, mut closed) = (false, false);
    for spec in &args.specs {
        match check_or_render(spec).1 {
            // When standard output is closed, the other files are still checked, as the exit status depends on them.
            Ok(_) if closed => {}
            Ok(compiled) => match print(&line(spec, &compiled)) {
                Err(Failure::Closed) => closed = true,
                printed => printed?,
            },
            Err(mistakes) => {
                // An empty line between the mistakes of two files, as there is between those of one file.
                tell(&format!("{}{mistakes}", if failed { "\n" } else { "" }));
                failed = true;
            }
        }
    }
    if failed {
        Err(Failure::Reported)
    } else {
        Ok(())
    }
}
