//! Names of the values of the first output.

use crate::command::GivenLabels;
use crate::failure::Failure;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::labels::expected_lines;
use googlenet_runtime::Labels;

/// Returns the class names of the command line for the values of the first output.
///
/// # Errors
/// [`Failure::Message`] if the output is no vector, or there are more or fewer names than it may have.
pub(super) fn given(graph: &Graph, given: &GivenLabels) -> Result<Vec<String>, Failure> {
    let Some(lines) = expected_lines(graph) else {
        let output = &graph.outputs()[0];
        return Err(Failure::Message(format!(
            "`--labels` names the values of a vector, the output `{}` is {}",
            output.name,
            graph.shape(output.layer)
        )));
    };
    let names = given.labels.read_lines(lines);
    let names = names.map_err(|error| given.failure(error))?;
    Ok(of_values(graph, names.unwrap_or_default()))
}

/// Returns the description's class names of the first output; `None` if there are none that can be used.
pub(super) fn described(graph: &Graph, labels: &Labels) -> Option<Vec<String>> {
    let names = labels.read_lines(expected_lines(graph)?).ok().flatten()?;
    Some(of_values(graph, names))
}

/// Returns the names of the output's values: of two names of a single sigmoid the second, whose probability the value
/// is.
fn of_values(graph: &Graph, mut names: Vec<String>) -> Vec<String> {
    let values = graph.shape(graph.outputs()[0].layer).len();
    let first = names.len().saturating_sub(values);
    names.drain(..first);
    names
}
