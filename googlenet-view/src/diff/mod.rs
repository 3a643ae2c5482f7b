//! What an edit changed: two networks, layer by layer.

mod change;
mod differences;
mod json;
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

/// One of the two networks.
#[derive(Debug, Clone)]
pub struct Side<'g> {
    /// What it is called, as the name of its file.
    pub name: String,
    /// Its graph.
    pub graph: &'g Graph,
    /// The graph's plan.
    pub plan: &'g Plan,
}

impl Diff {
    /// Compares two networks, with the layers of the heads that only training has; totals are those of inference. Layers
    /// of one path are the same layer; one that has only another path, with the same options and the same inputs, was
    /// renamed.
    pub fn new(before: &Side<'_>, after: &Side<'_>) -> Diff {
        Diff {
            names: [before.name.clone(), after.name.clone()],
            totals: [before, after].map(|side| Totals::new(side.graph, side.plan)),
            changes: pair::changes(&before.graph.training(), &after.graph.training()),
            results: results::changes(before.graph, after.graph),
        }
    }

    /// A table for people, with ANSI colours.
    pub fn table(&self) -> String {
        table::write(self)
    }

    /// For programs.
    pub fn json(&self) -> String {
        json::write(self)
    }

    /// The page of the network after the edit, with what changed marked.
    ///
    /// # Errors
    /// As [`Plot::drawing`].
    pub fn html(&self, after: &Plot) -> Result<String, Error> {
        page::write(self, after)
    }
}
