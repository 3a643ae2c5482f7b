//! The tables that an import has found.

use super::recover::Structure;

/// A block that an import has made of what repeats in a network, with the table of the numbers in which the uses
/// differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name of the block in the description.
    pub name: String,
    /// Names of the columns; empty if all uses are equal.
    pub columns: Vec<String>,
    /// Number of rows: the uses of the block.
    pub rows: usize,
}

/// Returns the tables of a structure, in the order of the description.
pub(super) fn tables(structure: &Structure) -> Vec<Table> {
    let templates = structure.templates.iter();
    let tables = templates.map(|template| Table {
        name: template.name.clone(),
        columns: template
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect(),
        rows: template.instances.len(),
    });
    tables.collect()
}
