//! A description as a tree, and its text. Who fills the tree decides about names, blocks and defaults; how lines look is
//! decided here.

mod option;
mod preamble;
mod text;

pub(crate) use option::{OptionValue, Options};
pub(crate) use preamble::{Images, Preamble};

use googlenet_dsl::grammar::Kind;

/// A description.
#[derive(Debug)]
pub(crate) struct Description<'p> {
    pub(crate) preamble: &'p Preamble,
    /// Height, width, channels.
    pub(crate) input: [u32; 3],
    /// By the name of their kind.
    pub(crate) defaults: Vec<(&'static str, Options)>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) layers: Vec<Entry>,
    pub(crate) heads: Vec<Head>,
    /// Empty where the last layer is the output.
    pub(crate) outputs: Vec<String>,
}

/// A block, the rows of whose table stand where it is used.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) body: Body,
}

/// What a block consists of.
#[derive(Debug)]
pub(crate) enum Body {
    Layers(Vec<Entry>),
    Join(Join),
}

/// A head of training.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) name: String,
    pub(crate) from: String,
    pub(crate) weight: f32,
    pub(crate) layers: Vec<Entry>,
}

/// What stands under one name in a list of layers.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// What it reads, where that is not what stands before it.
    pub(crate) from: Option<String>,
    pub(crate) part: Part,
}

/// What an entry is.
#[derive(Debug)]
pub(crate) enum Part {
    Layer(Layer),
    Join(Join),
    /// The use of a block, with its row.
    Use {
        block: String,
        row: Vec<u32>,
    },
}

/// A layer: its kind, and the options that are not left out, the main argument first.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) kind: &'static Kind,
    pub(crate) options: Options,
}

/// Branches that are joined.
#[derive(Debug)]
pub(crate) struct Join {
    pub(crate) kind: &'static str,
    pub(crate) branches: Vec<Branch>,
    pub(crate) options: Options,
}

/// What a join reads.
#[derive(Debug)]
pub(crate) enum Branch {
    /// Layers of its own.
    Chain(Vec<Entry>),
    /// A layer by its name.
    Reference(String),
}
