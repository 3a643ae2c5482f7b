//! Columns beyond those that Keras has.

use super::{Row, Summary};

/// A further column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Multiply-accumulates for one picture.
    Macs,
    /// Bytes of the result for one picture.
    Memory,
}

impl Column {
    /// All columns with the words that name them.
    pub const ALL: [(&'static str, Column); 2] =
        [("macs", Column::Macs), ("memory", Column::Memory)];

    /// The head of the column.
    pub fn title(self) -> &'static str {
        match self {
            Column::Macs => "MACs",
            Column::Memory => "Memory",
        }
    }

    pub(super) fn value(self, row: &Row) -> String {
        match self {
            Column::Macs => grouped(row.macs),
            Column::Memory => bytes(row.bytes),
        }
    }

    pub(super) fn total(self, summary: &Summary) -> String {
        match self {
            Column::Macs => grouped(summary.macs),
            Column::Memory => bytes(summary.activation_bytes),
        }
    }
}

/// A number with its thousands apart: `6,998,552`.
pub(super) fn grouped(number: u64) -> String {
    googlenet_dsl::number::grouped(number)
}

/// A size for people: `784.0 KiB`.
pub(super) fn bytes(bytes: u64) -> String {
    googlenet_dsl::number::bytes(bytes)
}
