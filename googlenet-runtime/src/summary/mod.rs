//! Summaries: tables of a network's layers with their shapes and costs, and tables that compare networks.

mod column;
mod compare;
mod grid;
mod heading;
mod keras;
mod layers;
mod names;
mod order;
mod style;
mod text;
mod total;
mod totals;
mod totals_csv;

pub use column::Column;
pub use compare::{Comparison, compare};
pub use layers::{Row, Summary};
pub use style::Style;
pub use total::Total;
pub use totals::{Totals, needs_bytes};

#[doc(no_inline)]
pub use googlenet_dsl::value::Published;

use std::fmt;

impl Summary {
    /// Returns the table of layers in a style, with the additional `columns` in this order, and with the totals at the
    /// end. [`Style::Csv`] always has all additional columns, and no totals.
    pub fn table(&self, style: Style, columns: &[Column]) -> String {
        match style {
            Style::Keras => keras::table(self, columns),
            Style::Spec => text::spec(self, columns),
            Style::Markdown => text::markdown(self, columns),
            Style::Csv => text::csv(self),
        }
    }
}

impl fmt::Display for Summary {
    /// Writes the table of [`Style::Keras`], without the newline at its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.table(Style::Keras, &[]).trim_end_matches('\n'))
    }
}
