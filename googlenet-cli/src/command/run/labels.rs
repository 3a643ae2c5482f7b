//! Names of the values of the first output.

use crate::command::GivenLabels;
use crate::failure::Failure;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::shape::Shape;
use googlenet_runtime::Labels;

/// Returns the class names of the command line for the first output.
///
/// # Errors
/// [`Failure::Message`] if the output is no vector, or there are more or fewer names than values.
pub(super) fn given(graph: &Graph, given: &GivenLabels) -> Result<Vec<String>, Failure> {
    let output = &graph.outputs()[0];
    match graph.shape(output.layer) {
        Shape::Vector { features } => {
            let names = given
                .labels
                .read(features)
                .map_err(|error| given.failure(error))?;
            Ok(names.unwrap_or_default())
        }
        shape => Err(Failure::Message(format!(
            "`--labels` names the values of a vector, the output `{}` is {shape}",
            output.name
        ))),
    }
}

/// Returns the description's class names of the first output; `None` if there are none that can be used.
pub(super) fn described(graph: &Graph, labels: &Labels) -> Option<Vec<String>> {
    let output = &graph.outputs()[0];
    match graph.shape(output.layer) {
        Shape::Vector { features } => labels.read(features).ok().flatten(),
        _ => None,
    }
}
