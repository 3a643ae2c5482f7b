//! Additional columns of summary tables, which Keras does not have.

use super::layers::{Row, Summary};
use googlenet_dsl::value::ParseWordError;
use std::fmt;
use std::str::FromStr;

/// An additional column of a summary table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Column {
    /// Number of multiply-accumulates for one image.
    Macs,
    /// Size of the result in bytes, for one image.
    Memory,
    /// Height and width of the receptive field: the pixels of the input that a value depends on.
    ReceptiveField,
}

impl Column {
    /// All additional columns.
    pub const ALL: &'static [Column] = &[Column::Macs, Column::Memory, Column::ReceptiveField];

    /// Returns the name of the column on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Column::Macs => "macs",
            Column::Memory => "memory",
            Column::ReceptiveField => "receptive_field",
        }
    }

    /// Returns the title of the column.
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

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Column {
    type Err = ParseWordError;

    fn from_str(word: &str) -> Result<Column, ParseWordError> {
        let found = Column::ALL
            .iter()
            .copied()
            .find(|column| column.as_str() == word);
        found.ok_or_else(|| {
            let expected = Column::ALL.iter().map(|column| column.as_str()).collect();
            ParseWordError::new("column", word, expected)
        })
    }
}

/// Formats sizes with `x` between them: `28x28x192`.
pub(super) fn sizes(sizes: &[usize]) -> String {
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    sizes.join("x")
}

/// Formats height and width with `x` between them.
pub(super) fn pixels([height, width]: [u64; 2]) -> String {
    format!("{height}x{width}")
}

/// Formats a number with commas between thousands: `6,998,552`.
pub(super) fn grouped(number: u64) -> String {
    googlenet_dsl::number::grouped(number)
}

/// Formats a number of bytes with a binary unit: `784.0 KiB`.
pub(super) fn bytes(bytes: u64) -> String {
    googlenet_dsl::number::bytes(bytes)
}
