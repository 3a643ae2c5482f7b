//! Summaries: tables of a network's layers with their shapes and costs, and tables that compare networks.

mod column;
mod compare;
mod csv;
mod fold;
mod grid;
mod heading;
mod keras;
mod kinds;
mod layers;
mod names;
mod options;
mod order;
#[cfg(feature = "serde")]
mod serialize;
mod style;
mod tensors;
mod text;
mod total;
mod totals;
mod totals_csv;
mod weight_list;

pub use column::Column;
pub use compare::{Comparison, compare};
pub use layers::{Row, Summary};
pub use options::Options;
pub use style::Style;
pub use tensors::WeightTensor;
pub use total::Total;
pub use totals::{Totals, needs_bytes};

#[doc(no_inline)]
pub use googlenet_dsl::value::Published;
pub use weight_list::{ListedTensor, UnknownTensor, WeightList};

use std::fmt;

impl Summary {
    /// Returns the table of layers in a style, with the additional `columns` in this order, and with the totals at the
    /// end. [`Style::Csv`] always has all additional columns, and no totals. Text and Markdown with the names of the
    /// description have lines below that count the layers of each kind, say what the network takes, and, if it has
    /// several outputs, name them; their rows are marked with an asterisk.
    pub fn table(&self, style: Style, columns: &[Column]) -> String {
        match style {
            Style::Keras => keras::table(self, columns),
            Style::Spec => text::spec(self, columns),
            Style::Markdown => text::markdown(self, columns),
            Style::Csv => csv::csv(self),
        }
    }
}

impl fmt::Display for Summary {
    /// Writes the table of [`Style::Keras`], without the newline at its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.table(Style::Keras, &[]).trim_end_matches('\n'))
    }
}
