//! A layer's difference between two networks: its kind, and the layer's properties in both.

use super::options::OptionChange;
use crate::facts::Cost;
use googlenet_dsl::graph::{Graph, LayerId};

/// Kind of difference between a layer before an edit and the same layer after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The layer exists only after the edit.
    Added,
    /// The layer exists only before the edit.
    Removed,
    /// The layer has another path, but the same options, inputs, result shape and cost.
    Renamed,
    /// The layer's options, inputs, result shape or cost differ.
    Changed,
}

impl State {
    /// Returns the state as a lower-case word, such as `added`.
    pub fn word(self) -> &'static str {
        match self {
            State::Added => "added",
            State::Removed => "removed",
            State::Renamed => "renamed",
            State::Changed => "changed",
        }
    }
}

/// Properties of a layer in one of the two compared networks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerFacts {
    /// Id of the layer in the graph that `Graph::training` returns for its network, which also has the layers of heads
    /// that exist only in training.
    pub id: LayerId,
    /// Path of the layer in the description.
    pub name: String,
    /// Word with which descriptions write the operation, such as `max_pool`; `input` for the network's input.
    pub kind: String,
    /// Sizes of the result for one image: height, width and channels, or only the number of features of a vector.
    pub shape: Vec<usize>,
    /// Paths of the layers that this layer reads, in the order of its inputs.
    pub inputs: Vec<String>,
    /// Line of the description, counted from 1; 0 if the layer comes from no description.
    pub line: u32,
    /// Parameters, multiply-accumulates and result bytes of the layer.
    pub cost: Cost,
}

impl LayerFacts {
    pub(super) fn of(graph: &Graph, id: LayerId) -> LayerFacts {
        let layer = graph.layer(id);
        let name = |id: LayerId| graph.layer(id).name.to_string();
        LayerFacts {
            id,
            name: name(id),
            kind: layer.op.kind().map_or("input", |kind| kind.name).to_owned(),
            shape: graph.shape(id).dims(),
            inputs: graph.inputs(id).into_iter().map(name).collect(),
            line: layer.line,
            cost: Cost::of(graph, id),
        }
    }
}

/// A layer that was added, removed, renamed or changed by an edit.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Whether the layer was added, removed, renamed or changed.
    pub state: State,
    /// Properties of the layer before the edit; `None` if the layer was added.
    pub before: Option<LayerFacts>,
    /// Properties of the layer after the edit; `None` if the layer was removed.
    pub after: Option<LayerFacts>,
    /// Options with different values, in the order in which the operation declares them; empty for added, removed and
    /// renamed layers, and for those of which only inputs, shape or cost differ.
    pub options: Vec<OptionChange>,
}

impl Change {
    /// Returns the layer's path after the edit, or before the edit if the layer was removed.
    pub fn name(&self) -> &str {
        let facts = self.after.as_ref().or(self.before.as_ref());
        facts.map_or("", |facts| &facts.name)
    }
}
