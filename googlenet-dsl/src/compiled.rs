//! The result of the compiler.

use crate::graph::Graph;
use crate::plan::Plan;
use crate::tree::Item;
use crate::value::{Precision, Preprocess};

/// A compiled network: a description that has passed every check.
#[derive(Debug)]
#[non_exhaustive]
pub struct Compiled {
    /// The network's name.
    pub name: String,
    /// The portable graph: the layers of the description with their shapes and connections.
    pub graph: Graph,
    /// The inference plan: steps, memory layout and arena.
    pub plan: Plan,
    /// The network's layers, grouped as in the file: first the steps of `layers`, then one group for each head.
    pub items: Vec<Item>,
    /// The conversion of images to the network's input; `None` if the file has no `preprocess`.
    pub preprocess: Option<Preprocess>,
    /// The path of the file with the class names, relative to the description and inside its folder; `None` if the file
    /// has no `labels`.
    pub labels: Option<String>,
    /// The precision in which the network is computed.
    pub precision: Precision,
}
