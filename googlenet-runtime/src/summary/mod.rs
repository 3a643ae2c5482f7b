//! The table of a network's layers, computed from its graph.

mod column;
mod compare;
mod grid;
mod keras;
mod layers;
mod names;
mod order;
mod style;
mod text;

pub use column::Column;
pub use compare::{Totals, compare};
pub use layers::{Row, Summary};
pub use style::Style;

use std::fmt;

impl Summary {
    /// The table in a style, with further columns.
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
    /// The table without a newline at its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.table(Style::Keras, &[]).trim_end_matches('\n'))
    }
}
