//! The flat list of layers, with the places that errors point at.

use crate::diagnostic::Span;
use crate::grammar::{Kind, Setting};
use crate::graph::LayerId;
use crate::tree::Item;

/// A network written out. Layer `i` of the list has the [`LayerId`] `i + 1`; 0 is the input.
#[derive(Debug)]
pub struct Expanded {
    /// The layers in the order of the file.
    pub layers: Vec<FlatLayer>,
    /// The uses of blocks.
    pub instances: Vec<Instance>,
    /// The same layers, grouped as the file groups them.
    pub items: Vec<Item>,
    /// The layer whose result is the network's.
    pub output: LayerId,
}

/// A layer before its operation is built.
#[derive(Debug)]
pub struct FlatLayer {
    /// Its path.
    pub name: String,
    /// Its kind.
    pub kind: &'static Kind,
    /// Where the kind is named.
    pub kind_span: Span,
    /// A value for every field.
    pub args: Vec<FlatArg>,
    /// What it reads.
    pub inputs: Vec<LayerId>,
    /// For a join: where each operand stands.
    pub operand_spans: Vec<Span>,
    /// Where its step is named.
    pub span: Span,
    /// The innermost block around it.
    pub instance: Option<usize>,
}

/// The value of a field.
#[derive(Debug, Clone, Copy)]
pub struct FlatArg {
    /// The value.
    pub value: FlatValue,
    /// Where it stands: in the step, or in a row.
    pub span: Span,
    /// Whether the step itself gives it.
    pub given: bool,
}

/// The value of a field.
#[derive(Debug, Clone, Copy)]
pub enum FlatValue {
    /// A checked value.
    Setting(Setting),
    /// The channels of a layer's result.
    ChannelsOf(LayerId),
}

/// A use of a block.
#[derive(Debug)]
pub struct Instance {
    /// The block's place in the file.
    pub block: usize,
    /// Where the step that uses it is named.
    pub span: Span,
    /// The use around it.
    pub parent: Option<usize>,
}
