//! The `googlenet schema` command.

use crate::args::Schema;
use crate::failure::Failure;
use crate::output::print;
use googlenet_dsl::describe::{reference, schema};

pub(crate) fn run(args: &Schema) -> Result<(), Failure> {
    print(&if args.markdown { reference() } else { schema() })
}
