//! The layers of a network as a tree, grouped as in the file. Generated structs nest in the same way.

use crate::graph::LayerId;
use crate::value::When;
use crate::variants::variants;

/// A step of a chain after expansion.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item {
    /// A single layer.
    Layer {
        /// The step's name, the last part of the layer's path.
        field: String,
        /// The layer's id in the graph.
        id: LayerId,
    },
    /// A block, a `concat` or `add` with branches of its own, a step that expands to several layers, or a head.
    Group(Box<Group>),
}

variants!(Item { Layer, Group });

/// A step or head that consists of several items.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// The step's name, the last part of the group's path.
    pub field: String,
    /// The line of the step in the file, from 1.
    pub line: u32,
    /// The construct of the file that the group comes from.
    pub form: Form,
    /// The items in order; for branches, the items of all branches one after another.
    pub items: Vec<Item>,
    /// The layer that joins the branches (`concat` or `add`), whose path is that of the group; `None` for a group
    /// without branches.
    pub join: Option<LayerId>,
    /// The layers that follow the join inside the group, such as its activation.
    pub after: Vec<Item>,
    /// The layer that the group's steps read as their input; for branches, the layer that their first steps read.
    pub input: LayerId,
    /// The layer whose result is the group's result.
    pub output: LayerId,
}

/// The construct of the file that a [`Group`] comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// A use of the block with this name.
    Block(String),
    /// A `concat` or `add` with branches.
    Branches,
    /// A step that expands to several layers, such as a convolution with batch normalisation.
    Step,
    /// A head, with the phases in which it exists.
    Head(When),
}

variants!(Form {
    Block,
    Branches,
    Step,
    Head
});

impl Group {
    /// Returns `true` if the layers of the group read nothing outside of it but its input. Branches may also read
    /// earlier steps around them.
    pub fn stands_alone(&self) -> bool {
        self.form != Form::Branches
    }
}
