//! The compiler: from text to a planned network.

use crate::budget::check_budget;
use crate::build::build;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source};
use crate::expand::expand;
use crate::graph::Graph;
use crate::lower::lower;
use crate::plan::Plan;
use crate::precision::Precision;
use crate::preprocess::Preprocess;
use crate::read::read;
use crate::shape::Shape;
use crate::spec::Spec;
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
    /// How pictures become the input, where the file says it.
    pub preprocess: Option<Preprocess>,
    /// The path of the file that names the classes, relative to the description and inside its folder.
    pub labels: Option<String>,
    /// How exactly results are computed.
    pub precision: Precision,
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
    check_labels(&spec, &graph)?;
    let items = expanded.into_items();
    let plan = Plan::new(&graph);
    check_budget(&spec, &graph, &plan)?;
    Ok(Compiled {
        name: spec.name,
        graph,
        plan,
        items,
        preprocess: spec.preprocess,
        labels: spec.labels.map(|labels| labels.path),
        precision: spec.precision,
    })
}

/// Labels are those of the first output's values.
fn check_labels(spec: &Spec, graph: &Graph) -> Result<(), Diagnostics> {
    let output = &graph.outputs()[0];
    let shape = graph.shape(output.layer);
    match &spec.labels {
        Some(labels) if matches!(shape, Shape::Map { .. }) => {
            let title = "`labels` of an output that is no vector";
            let label = format!("the first output, `{}`, is {shape}", output.name);
            let error = Diagnostic::new(Code::LABELS_OF_MAP, title, labels.span, label);
            Err(error
                .help("list the classifier first in `outputs`, or leave `labels` out")
                .into())
        }
        _ => Ok(()),
    }
}
