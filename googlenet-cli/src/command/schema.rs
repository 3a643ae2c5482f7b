//! The command `googlenet schema`, which prints the JSON Schema or the Markdown reference of network descriptions.

use crate::args::Schema;
use crate::failure::Failure;
use crate::output::print;
use googlenet_dsl::describe::{reference, schema};

pub(crate) fn run(args: &Schema) -> Result<(), Failure> {
    print(&if args.markdown { reference() } else { schema() })
}
