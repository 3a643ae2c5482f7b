//! Columns beyond those that Keras has.

use super::layers::{Row, Summary};

/// A further column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Column {
    /// Multiply-accumulates for one image.
    Macs,
    /// Bytes of the result for one image.
    Memory,
    /// The pixels of the input that a value depends on.
    ReceptiveField,
}

impl Column {
    /// All columns with the words that name them.
    pub const ALL: [(&'static str, Column); 3] = [
        ("macs", Column::Macs),
        ("memory", Column::Memory),
        ("receptive_field", Column::ReceptiveField),
    ];

    /// The head of the column.
    pub fn title(self) -> &'static str {
        match self {
            Column::Macs => "MACs",
            Column::Memory => "Memory",
            Column::ReceptiveField => "Receptive field",
        }
    }

    pub(super) fn total_title(self) -> &'static str {
        match self {
            Column::Macs => "Total MACs",
            Column::Memory => "Total Memory",
            Column::ReceptiveField => "Receptive field",
        }
    }

    pub(super) fn value(self, row: &Row) -> String {
        match self {
            Column::Macs => grouped(row.macs),
            Column::Memory => bytes(row.bytes),
            Column::ReceptiveField => pixels(row.receptive_field),
        }
    }

    pub(super) fn total(self, summary: &Summary) -> String {
        match self {
            Column::Macs => grouped(summary.macs),
            Column::Memory => bytes(summary.activation_bytes),
            Column::ReceptiveField => pixels(summary.receptive_field),
        }
    }
}

/// Sizes for people: `28x28x192`.
pub(super) fn sizes(sizes: &[usize]) -> String {
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    sizes.join("x")
}

/// Height and width for people.
pub(super) fn pixels([height, width]: [u64; 2]) -> String {
    format!("{height}x{width}")
}

/// A number with its thousands apart: `6,998,552`.
pub(super) fn grouped(number: u64) -> String {
    googlenet_dsl::number::grouped(number)
}

/// A size for people: `784.0 KiB`.
pub(super) fn bytes(bytes: u64) -> String {
    googlenet_dsl::number::bytes(bytes)
}
