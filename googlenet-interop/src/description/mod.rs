//! A description as a tree, and its text. The code that builds the tree decides on names, blocks and defaults; this
//! module decides on the layout of the lines.

mod option;
mod preamble;
mod text;

pub(crate) use option::{OptionValue, Options};
pub(crate) use preamble::{Images, Preamble};

use googlenet_dsl::grammar::Kind;

/// A whole description.
#[derive(Debug)]
pub(crate) struct Description<'p> {
    pub(crate) preamble: &'p Preamble,
    /// Height, width and channels of the network's input.
    pub(crate) input: [u32; 3],
    /// Default options of kinds of layers, by the name of the kind.
    pub(crate) defaults: Vec<(&'static str, Options)>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) layers: Vec<Entry>,
    pub(crate) heads: Vec<Head>,
    /// Names of the output layers; empty where the last layer is the only output.
    pub(crate) outputs: Vec<String>,
}

/// A block: layers that are defined once and used several times. Each use supplies a row with a value for each column.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) body: Body,
}

/// Content of a block.
#[derive(Debug)]
pub(crate) enum Body {
    Layers(Vec<Entry>),
    Join(Join),
}

/// A head that only training has, such as an auxiliary classifier.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) name: String,
    pub(crate) from: String,
    pub(crate) weight: f32,
    pub(crate) layers: Vec<Entry>,
}

/// A named element of a list of layers.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// Name of the layer that the entry reads; `None` where this is the entry before.
    pub(crate) from: Option<String>,
    pub(crate) part: Part,
}

/// Content of an entry.
#[derive(Debug)]
pub(crate) enum Part {
    Layer(Layer),
    Join(Join),
    /// A use of a block, with a value for each of the block's columns.
    Use {
        block: String,
        row: Vec<u32>,
    },
}

/// A layer: its kind, and the options that are written, the main argument first.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) kind: &'static Kind,
    pub(crate) options: Options,
}

/// Branches that are joined by a concatenation or sum.
#[derive(Debug)]
pub(crate) struct Join {
    pub(crate) kind: &'static str,
    pub(crate) branches: Vec<Branch>,
    pub(crate) options: Options,
}

/// An operand of a join.
#[derive(Debug)]
pub(crate) enum Branch {
    /// Layers that belong to the branch.
    Chain(Vec<Entry>),
    /// A reference to a layer by its name.
    Reference(String),
}
