//! What an edit changed: two networks, layer by layer.

mod json;
mod options;
mod pair;
mod results;
mod table;

pub use options::Option as OptionChange;
pub use table::signed;
pub(crate) use table::{edit, total_rows};

use crate::error::Error;
use crate::facts::Cost;
use crate::plot::Plot;
use crate::write;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::plan::Plan;

/// One of the two networks.
#[derive(Debug, Clone)]
pub struct Side<'g> {
    /// What it is called, as the name of its file.
    pub name: String,
    /// Its graph.
    pub graph: &'g Graph,
}

/// What a network costs as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Layers, the input left out.
    pub layers: u64,
    /// Parameters, moving statistics included.
    pub params: u64,
    /// Parameters that training changes, those of the heads that only training has among them.
    pub training_params: u64,
    /// Multiply-accumulates for one picture.
    pub macs: u64,
    /// Bytes of the arena for one picture.
    pub arena_bytes: u64,
}

impl Totals {
    /// The totals of a network, in inference but for the parameters of training.
    pub fn of(graph: &Graph) -> Totals {
        Totals {
            layers: graph.len() as u64 - 1,
            params: graph.total_params(),
            training_params: graph.training().trainable_params(),
            macs: graph.total_macs(),
            arena_bytes: Plan::new(graph).arena_bytes(),
        }
    }
}

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
    /// The sizes of the result for one picture.
    pub shape: Vec<usize>,
    /// The paths of what it reads.
    pub inputs: Vec<String>,
    /// The line of the file, from 1.
    pub line: u32,
    /// What it costs.
    pub cost: Cost,
}

impl LayerFacts {
    fn of(graph: &Graph, id: LayerId) -> LayerFacts {
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
    pub before: std::option::Option<LayerFacts>,
    /// How it is; nothing where it was removed.
    pub after: std::option::Option<LayerFacts>,
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

/// The differences between two networks.
#[derive(Debug, Clone)]
pub struct Diff {
    /// The names of the two sides.
    pub names: [String; 2],
    /// The totals of the two sides.
    pub totals: [Totals; 2],
    /// The layers that are not what they were, in the order of the file after the edit; what is gone stands behind
    /// what it stood behind.
    pub changes: Vec<Change>,
    /// What became of the outputs, and of heads that are on both sides, in words.
    pub results: Vec<String>,
}

impl Diff {
    /// Compares two networks, with the layers of the heads that only training has; totals are those of inference. Layers
    /// of one path are the same layer; one that has only another path, with the same
    /// options and the same inputs, was renamed.
    pub fn new(before: &Side<'_>, after: &Side<'_>) -> Diff {
        Diff {
            names: [before.name.clone(), after.name.clone()],
            totals: [Totals::of(before.graph), Totals::of(after.graph)],
            changes: pair::changes(&before.graph.training(), &after.graph.training()),
            results: results::changes(before.graph, after.graph),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.results.is_empty() && self.totals[0] == self.totals[1]
    }

    /// A table for people, with ANSI colours.
    pub fn table(&self) -> String {
        table::write(self)
    }

    /// For programs.
    pub fn json(&self) -> String {
        json::write(self)
    }

    /// The page of the network after the edit, with what changed marked.
    ///
    /// # Errors
    /// As [`Plot::picture`].
    pub fn html(&self, after: &Plot) -> Result<String, Error> {
        let after = after.clone().training();
        let scene = after.scene()?;
        let collapsed = after.collapsed(&scene)?;
        Ok(write::html::write(
            &scene,
            &collapsed,
            after.text(),
            Some(self),
        ))
    }
}
