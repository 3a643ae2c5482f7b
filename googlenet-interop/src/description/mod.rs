//! A description as a tree, and its text in YAML. The code that builds the tree decides on names, blocks and defaults;
//! this module decides on the layout of the lines and checks nothing.

mod option;
mod preamble;
mod text;

pub(crate) use option::{OptionValue, Options};
pub(crate) use preamble::{Images, Preamble};

use googlenet_dsl::grammar::{Kind, Setting};

/// A whole description of a network.
#[derive(Debug)]
pub(crate) struct Description<'p> {
    /// The network's name and the entries that are not about layers.
    pub(crate) preamble: &'p Preamble,
    /// Height, width and channels of the network's input.
    pub(crate) input: [u32; 3],
    /// The entry `defaults`: names of kinds of layers, each with the default values of options, in the order in which
    /// they are written.
    pub(crate) defaults: Vec<(&'static str, Options)>,
    /// The entry `blocks`: the definitions of the blocks, in the order in which they are written.
    pub(crate) blocks: Vec<Block>,
    /// The entry `layers`, in the order of execution.
    pub(crate) layers: Vec<Entry>,
    /// The entry `heads`: the heads that only training runs, such as auxiliary classifiers.
    pub(crate) heads: Vec<Head>,
    /// Names of the entries whose results the network returns; empty if the last entry of `layers` is the only output.
    pub(crate) outputs: Vec<String>,
}

/// A block: layers that are defined once and used several times. Each use supplies a row of values, one for each
/// column.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) name: String,
    /// Names of the columns, in the order of the values in a row.
    pub(crate) columns: Vec<String>,
    pub(crate) body: Body,
}

/// The layers of a block: a list of entries that run one after the other, or a single join (concatenation or sum) of
/// branches.
#[derive(Debug)]
pub(crate) enum Body {
    Layers(Vec<Entry>),
    Join(Join),
}

/// A head that only training has, such as an auxiliary classifier.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) name: String,
    /// Name of the entry whose result the head reads.
    pub(crate) from: String,
    /// Factor by which training multiplies the head's loss.
    pub(crate) weight: f32,
    /// Layers of the head, in the order of execution.
    pub(crate) layers: Vec<Entry>,
}

/// A named entry of a list of layers: a layer, a join (concatenation or sum) with its branches, or a use of a block.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// Name in the file that the description is made of, where `name` says less.
    pub(crate) source: Option<String>,
    /// Name of the entry whose result this one reads. `None` for the entry before it in the list; for the first entry,
    /// for the input of the network, block, head or join that contains the list.
    pub(crate) from: Option<String>,
    /// Number of copies, each of which reads the one before, that the entry stands for; `None` if it is not repeated,
    /// as a join never is.
    pub(crate) repeat: Option<usize>,
    pub(crate) part: Part,
}

/// What an entry is: a layer, a join (concatenation or sum) with its branches, or a use of a block.
#[derive(Debug)]
pub(crate) enum Part {
    Layer(Layer),
    Join(Join),
    /// A use of the block with this name, with a value for each of the block's columns.
    Use {
        block: String,
        row: Vec<Setting>,
    },
}

/// A layer: its kind, and the options that are written, the main argument (the value behind the name of the kind)
/// first.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) kind: &'static Kind,
    pub(crate) options: Options,
}

/// A concatenation or sum, with the branches that are its operands.
#[derive(Debug)]
pub(crate) struct Join {
    /// Name of the kind of layer that joins the branches, such as `concat`.
    pub(crate) kind: &'static str,
    /// The operands, in order.
    pub(crate) branches: Vec<Branch>,
    /// Options of the concatenation or sum, without those that have their default values and are not written.
    pub(crate) options: Options,
}

/// An operand of a concatenation or sum.
#[derive(Debug)]
pub(crate) enum Branch {
    /// The entries of the branch, in the order of execution; the last one's result is the operand.
    Chain(Vec<Entry>),
    /// The name of an entry outside of the join, whose result is the operand; `$input` for the input of the network,
    /// block or head that contains the join.
    Reference(String),
}
