//! The compiler: from text to a planned network.

use crate::budget::check_budget;
use crate::build::build;
use crate::diagnostic::{Diagnostics, Source};
use crate::expand::expand;
use crate::graph::Graph;
use crate::lower::lower;
use crate::plan::Plan;
use crate::read::read;
use crate::tree::Item;

/// A network that has passed every check.
#[derive(Debug)]
pub struct Compiled {
    /// The network's name.
    pub name: String,
    /// The portable graph.
    pub graph: Graph,
    /// How it runs.
    pub plan: Plan,
    /// Its layers, grouped as the file groups them: those of the network itself, then the heads.
    pub items: Vec<Item>,
}

/// Compiles a network description.
///
/// # Errors
/// All mistakes of the first stage that finds any.
pub fn compile(source: &Source) -> Result<Compiled, Diagnostics> {
    let tree = read(source)?;
    let spec = lower(&tree)?;
    let expanded = expand(&spec, source)?;
    let graph = build(&spec, &expanded, source)?;
    let items = expanded.into_items();
    let plan = Plan::new(&graph);
    check_budget(&spec, &graph, &plan)?;
    Ok(Compiled {
        name: spec.name,
        graph,
        plan,
        items,
    })
}
