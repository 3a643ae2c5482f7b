//! The layers of a network grouped as the file groups them, which is how generated structs nest.

use crate::graph::LayerId;
use crate::value::When;
use crate::variants::variants;

/// A step of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item {
    /// A layer.
    Layer {
        /// The step's name, the last part of the layer's path.
        field: String,
        /// The layer.
        id: LayerId,
    },
    /// A block, a `concat` or `add` with branches of its own, a step that stands for several layers, or a head.
    Group(Box<Group>),
}

variants!(Item { Layer, Group });

/// A step that consists of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// The step's name, the last part of the path.
    pub field: String,
    /// The line of the file, from 1.
    pub line: u32,
    /// What the file calls it.
    pub form: Form,
    /// The steps in order; those of all branches one behind the other.
    pub items: Vec<Item>,
    /// The layer that joins the branches, named like the group itself.
    pub join: Option<LayerId>,
    /// Layers that stand behind the join.
    pub after: Vec<Item>,
    /// What a block or head reads; for branches what the step itself would read.
    pub input: LayerId,
    /// The layer whose result is the group's.
    pub output: LayerId,
}

/// What a group of steps is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// The use of a block.
    Block(String),
    /// Branches of a step.
    Branches,
    /// A step that stands for several layers.
    Step,
    /// A head.
    Head(When),
}

variants!(Form {
    Block,
    Branches,
    Step,
    Head
});

impl Group {
    /// Whether nothing inside reads anything but the group's input. Branches may also read steps around them.
    pub fn stands_alone(&self) -> bool {
        self.form != Form::Branches
    }
}
