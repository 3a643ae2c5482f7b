//! Comparison of two networks, layer by layer, such as a network before and after an edit of its description.

mod change;
mod differences;
mod json;
mod markdown;
mod options;
mod page;
mod pair;
mod results;
mod table;

pub use change::{Change, LayerFacts, State};
pub use differences::Diff;
pub use googlenet_runtime::summary::Totals;
pub use options::OptionChange;
pub use table::signed;

use crate::error::Error;
use crate::plot::Plot;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::Plan;

/// One of the two networks that [`Diff::new`] compares.
#[derive(Debug, Clone)]
pub struct Side<'g> {
    /// Name by which the network is shown, such as the name of its file.
    pub name: String,
    /// Graph of the network in inference.
    pub graph: &'g Graph,
    /// Plan of `graph`, from which the size of the arena is taken.
    pub plan: &'g Plan,
}

impl Diff {
    /// Compares the networks `before` and `after` an edit, including the layers of heads that exist only in training;
    /// [`Diff::totals`] are those of inference, except [`Totals::training_params`].
    ///
    /// Layers with the same path are the same layer, and so are the two inputs. A layer with a new path is the renamed
    /// form of a layer whose path no longer exists if both have the same options and the same inputs.
    pub fn new(before: &Side<'_>, after: &Side<'_>) -> Diff {
        Diff {
            names: [before.name.clone(), after.name.clone()],
            totals: [before, after].map(|side| Totals::new(side.graph, side.plan)),
            changes: pair::changes(&before.graph.training(), &after.graph.training()),
            results: results::changes(before.graph, after.graph),
        }
    }

    /// Returns the differences as text with ANSI colours, in aligned columns: the layers that differ, then the changes
    /// of outputs and heads, then the totals. A single sentence if nothing differs.
    pub fn table(&self) -> String {
        table::write(self)
    }

    /// Returns the differences as Markdown: a table of the layers that differ, a list of the changes of outputs and heads,
    /// and a table of the totals. A single sentence if nothing differs.
    pub fn markdown(&self) -> String {
        markdown::write(self)
    }

    /// Returns the differences as indented JSON that ends with a line break.
    pub fn json(&self) -> String {
        json::write(self)
    }

    /// Returns the HTML page of the network after the edit, which lists the changes and marks the changed layers.
    /// `after` must be the plot of that network; the heads that exist only in training are added to it.
    ///
    /// # Errors
    /// Returns the errors of [`Plot::drawing`].
    pub fn html(&self, after: &Plot) -> Result<String, Error> {
        page::write(self, after)
    }
}
