//! What is told of a layer that an edit changed.

use super::options::OptionChange;
use crate::facts::Cost;
use googlenet_dsl::graph::{Graph, LayerId};

/// What became of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is the same under another path.
    Renamed,
    /// Its options, what it reads, its result or its costs are others.
    Changed,
}

impl State {
    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            State::Added => "added",
            State::Removed => "removed",
            State::Renamed => "renamed",
            State::Changed => "changed",
        }
    }
}

/// A layer on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerFacts {
    /// Its place.
    pub id: LayerId,
    /// The path in the file.
    pub name: String,
    /// The word that files write it with.
    pub kind: String,
    /// The sizes of the result for one drawing.
    pub shape: Vec<usize>,
    /// The paths of what it reads.
    pub inputs: Vec<String>,
    /// The line of the file, from 1.
    pub line: u32,
    /// What it costs.
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

/// A layer that is not what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What became of it.
    pub state: State,
    /// How it was; nothing where it was added.
    pub before: Option<LayerFacts>,
    /// How it is; nothing where it was removed.
    pub after: Option<LayerFacts>,
    /// Its options that are others.
    pub options: Vec<OptionChange>,
}

impl Change {
    /// The path: where the layer is, or was.
    pub fn name(&self) -> &str {
        let facts = self.after.as_ref().or(self.before.as_ref());
        facts.map_or("", |facts| &facts.name)
    }
}
