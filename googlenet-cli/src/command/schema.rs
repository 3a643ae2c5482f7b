//! The command `googlenet schema`, which prints the JSON Schema or the Markdown reference of network descriptions.

use crate::args::{Schema, SchemaFormat};
use crate::failure::Failure;
use googlenet_dsl::describe::{reference, schema};

pub(crate) fn run(args: &Schema) -> Result<(), Failure> {
    let text = match args.written.format()? {
        SchemaFormat::Json => schema(),
        SchemaFormat::Markdown => reference(),
    };
    args.written.to().text(&text)
}
