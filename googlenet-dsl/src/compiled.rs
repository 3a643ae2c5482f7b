//! A compiled network.

use crate::graph::Graph;
use crate::plan::Plan;
use crate::tree::Item;
use crate::value::{Precision, Preprocess};

/// A network that has passed every check.
#[derive(Debug)]
#[non_exhaustive]
pub struct Compiled {
    /// The network's name.
    pub name: String,
    /// The portable graph.
    pub graph: Graph,
    /// How it runs.
    pub plan: Plan,
    /// Its layers, grouped as the file groups them: those of the network itself, then the heads.
    pub items: Vec<Item>,
    /// How images become the input, where the file says it.
    pub preprocess: Option<Preprocess>,
    /// The path of the file that names the classes, relative to the description and inside its folder.
    pub labels: Option<String>,
    /// How exactly results are computed.
    pub precision: Precision,
}
