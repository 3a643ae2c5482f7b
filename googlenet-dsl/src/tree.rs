//! The layers of a network as a tree, grouped as in the file. Generated structs nest in the same way.

use crate::graph::LayerId;
use crate::value::When;
use crate::variants::variants;

/// An entry of the tree of layers: a single layer, or a group of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item {
    /// A single layer.
    Layer {
        /// The name of the layer in its group: that of its step (with its number in a repeated one), or its kind for
        /// the layers of a [`Form::Step`] and of [`Group::after`].
        field: String,
        /// The id of the layer in the graph.
        id: LayerId,
    },
    /// A use of a block, a join (such as `concat`) with branches of its own or with appended layers, another step that
    /// expands to several layers, or a head.
    Group(Box<Group>),
}

variants!(Item { Layer, Group });

/// A step or head together with the layers that it expands to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// The name of the step (with its number in a repeated one) or of the head, which is the last part of the group's
    /// path.
    pub field: String,
    /// The line of the step's or head's name in the file, from 1.
    pub line: u32,
    /// The construct of the file that the group comes from.
    pub form: Form,
    /// The layers and inner groups in the order of the file, without `join` and `after`; for branches, those of all
    /// branches one after another.
    pub items: Vec<Item>,
    /// The layer that joins the branches (such as `concat`), whose path is that of the group; `None` for a group
    /// without branches.
    pub join: Option<LayerId>,
    /// The layers that options append to the join, such as its activation; empty without a join.
    pub after: Vec<Item>,
    /// The id of the layer whose result is the group's input, which its first layers read.
    pub input: LayerId,
    /// The id of the layer whose result is the group's result.
    pub output: LayerId,
}

/// The construct of the file that a [`Group`] comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// A use of the block with this name.
    Block(String),
    /// A join (such as `concat`) as a step of its own, rather than as the body of a block.
    Branches,
    /// A step with layers that its options append, such as a convolution with batch normalisation.
    Step,
    /// A head (auxiliary classifier), and whether it exists in training only or in inference too.
    Head(When),
}

variants!(Form {
    Block,
    Branches,
    Step,
    Head
});

impl Group {
    /// Returns `true` for all forms but [`Form::Branches`]: the layers of such a group read nothing outside of it but
    /// its input. Branches may also read earlier steps around them.
    pub fn stands_alone(&self) -> bool {
        self.form != Form::Branches
    }
}
