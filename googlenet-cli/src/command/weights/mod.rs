//! The commands `googlenet weights …`, which are about weight files.

mod import;
mod list;

use crate::args::{WeightCommand, WeightFiles};
use crate::failure::Failure;

pub(crate) fn run(args: &WeightFiles) -> Result<(), Failure> {
    match &args.command {
        WeightCommand::List(args) => list::run(args),
        WeightCommand::Import(args) => import::run(args),
    }
}
