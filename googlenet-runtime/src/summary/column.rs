//! Additional columns of summary tables, which Keras does not have, and the formatting of numbers in tables.

use super::layers::{Row, Summary};
use googlenet_dsl::impl_words;

/// An additional column of a summary table, with a value for each layer and one for the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Column {
    /// Number of multiply-accumulates of the layer for one image; for the network the sum over all layers.
    Macs,
    /// Size of the layer's result for one image as 32-bit floats, in bytes; for the network the sum over all layers.
    Activations,
    /// Height and width of the receptive field of one value of the result, in pixels of the network's input, padding
    /// included; for the network that of the first output.
    ReceptiveField,
}

impl Column {
    /// All additional columns, in the order of their declaration.
    pub const ALL: &'static [Column] = &[Column::Macs, Column::Activations, Column::ReceptiveField];

    /// Returns the word for the column on the command line, such as `macs`; `str::parse` makes the column from this
    /// word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Column::Macs => "macs",
            Column::Activations => "activations",
            Column::ReceptiveField => "receptive_field",
        }
    }

    /// Returns the title of the column in tables, such as `MACs`.
    pub fn title(self) -> &'static str {
        match self {
            Column::Macs => "MACs",
            Column::Activations => "Activations",
            Column::ReceptiveField => "Receptive field",
        }
    }

    pub(super) fn total_title(self) -> &'static str {
        match self {
            Column::Macs => "Total MACs",
            Column::Activations => "Total Activations",
            Column::ReceptiveField => "Receptive field",
        }
    }

    pub(super) fn value(self, row: &Row) -> String {
        match self {
            Column::Macs => grouped(row.macs),
            Column::Activations => bytes(row.bytes),
            Column::ReceptiveField => pixels(row.receptive_field),
        }
    }

    pub(super) fn total(self, summary: &Summary) -> String {
        match self {
            Column::Macs => grouped(summary.macs),
            Column::Activations => bytes(summary.activation_bytes),
            Column::ReceptiveField => pixels(summary.receptive_field),
        }
    }
}

impl_words!(Column, "column");

/// Formats sizes with `x` between them, such as `28x28x192`.
pub(super) fn sizes(sizes: &[usize]) -> String {
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    sizes.join("x")
}

/// Formats height and width with `x` between them, such as `224x224`.
pub(super) fn pixels([height, width]: [u64; 2]) -> String {
    format!("{height}x{width}")
}

/// Formats a number with commas between thousands, such as `6,998,552`.
pub(super) fn grouped(number: u64) -> String {
    googlenet_dsl::number::grouped(number)
}

/// Formats a number of bytes with a binary unit, such as `784.0 KiB`.
pub(super) fn bytes(bytes: u64) -> String {
    googlenet_dsl::number::bytes(bytes)
}
