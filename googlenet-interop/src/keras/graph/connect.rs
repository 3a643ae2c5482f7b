//! The connection of all layers of an architecture.

use super::inline::Inliner;
use super::input::input_of;
use super::{Graph, ResultId};
use crate::keras::config::{Fault, ModelConfig};

/// Writes out the models of an architecture as one graph.
///
/// # Errors
/// Connections that lead nowhere or in a circle, names that occur twice, and more calls than a network has layers.
pub(in crate::keras) fn connect<'j>(model: &'j ModelConfig<'j>) -> Result<Graph<'j>, Fault> {
    let input = input_of(model)?;
    let mut inliner = Inliner::default();
    let given = ResultId {
        node: None,
        result: 0,
    };
    let outputs = inliner.model(model, "", &[given])?;
    Ok(Graph {
        leaves: inliner.leaves,
        nodes: inliner.nodes,
        input,
        outputs,
    })
}
