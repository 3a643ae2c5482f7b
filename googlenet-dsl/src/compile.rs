//! Functions that compile a description, given as a source, a text or a file, to a planned network.

use crate::budget::check_budget;
use crate::build::build;
use crate::compiled::Compiled;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source};
use crate::expand::expand;
use crate::graph::Graph;
use crate::lower::lower;
use crate::plan::{Plan, PlanOptions};
use crate::read::read;
use crate::shape::Shape;
use crate::spec::Spec;
use std::path::Path;

/// Compiles a network description: parses, lowers and expands it, builds the graph, and plans its memory.
///
/// # Errors
/// Returns the mistakes of the first stage that finds any, at most [`Diagnostics::LIMIT`]; later stages are not run.
/// After a syntax error nothing more is read. The last stages check that the first output is a vector if there are
/// `labels`, and the limits of `budget`. The file of `labels` is not read; [`check_labels`](crate::check_labels) does
/// that.
pub fn compile(source: &Source) -> Result<Compiled, Diagnostics> {
    stages(source).map_err(|mistakes| mistakes.about(source))
}

/// Compiles a description that is given as text. Messages show `name` as the file's name.
///
/// # Errors
/// Those of [`compile()`], and [`Code::TOO_LARGE`] for a text of more than [`Source::MAX_BYTES`].
pub fn compile_text(
    name: impl Into<String>,
    text: impl Into<String>,
) -> Result<Compiled, Diagnostics> {
    compile(&Source::from_bytes(name, text.into())?)
}

/// Compiles a description file. Messages show `path` as it is given.
///
/// # Errors
/// Those of [`Source::open`] and [`compile()`].
pub fn compile_file(path: impl AsRef<Path>) -> Result<Compiled, Diagnostics> {
    let path = path.as_ref();
    compile(&Source::open(path, path.display().to_string())?)
}

fn stages(source: &Source) -> Result<Compiled, Diagnostics> {
    let tree = read(source)?;
    let spec = lower(&tree)?;
    let expanded = expand(&spec, source)?;
    let graph = build(&expanded, source)?;
    check_labels_of_vector(&spec, &graph)?;
    let items = expanded.into_items();
    let plan = Plan::for_inference(&graph, &PlanOptions::default());
    check_budget(&spec, &graph, &plan)?;
    Ok(Compiled {
        name: spec.name,
        graph,
        plan,
        items,
        preprocess: spec.preprocess,
        labels_span: spec.labels.as_ref().map(|labels| labels.span),
        labels: spec.labels.map(|labels| labels.path),
        precision: spec.precision,
    })
}

/// Checks that the first output is a vector if the description has `labels`, which name the elements of that vector.
/// Does not read the file of labels.
fn check_labels_of_vector(spec: &Spec, graph: &Graph) -> Result<(), Diagnostics> {
    let output = &graph.outputs()[0];
    let shape = graph.shape(output.layer);
    match &spec.labels {
        Some(labels) if matches!(shape, Shape::Map { .. }) => {
            let title = "`labels` of an output that is no vector";
            let label = format!("the first output, `{}`, is {shape}", output.name);
            let error = Diagnostic::new(Code::LABELS_OF_MAP, title, labels.span, label);
            let help = "list the classifier first in `outputs`, or leave `labels` out";
            Err(Diagnostics::of(error.help(help)))
        }
        _ => Ok(()),
    }
}
