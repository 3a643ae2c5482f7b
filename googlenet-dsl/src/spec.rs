//! A network description after lowering: every word checked, columns of blocks not yet filled in.

use crate::diagnostic::Span;
use crate::grammar::{Kind, Literal, Setting};
use crate::value::When;
use crate::value::{Precision, Preprocess};

/// A whole file.
#[derive(Debug)]
pub(crate) struct Spec {
    /// The network's name.
    pub name: String,
    /// Height, width, channels.
    pub input: [u32; 3],
    /// Where the input is written.
    pub input_span: Span,
    /// How images become the input, where the file says it.
    pub preprocess: Option<Preprocess>,
    /// The file that names the classes.
    pub labels: Option<Labels>,
    /// How exactly results are computed.
    pub precision: Precision,
    /// The block templates.
    pub blocks: Vec<BlockSpec>,
    /// The network's steps.
    pub layers: Chain,
    /// Chains that read steps of the network.
    pub heads: Vec<HeadSpec>,
    /// The steps whose results are the network's; without any, the last one.
    pub outputs: Vec<Reference>,
    /// Limits that the network promises to keep.
    pub budget: Vec<Limit>,
}

/// The file that names the classes, one a line.
#[derive(Debug)]
pub(crate) struct Labels {
    /// Its path, relative to the description and inside its folder, with `/` between folders.
    pub path: String,
    /// Where it is written.
    pub span: Span,
}

/// Steps, each on the one before.
pub(crate) type Chain = Vec<StepSpec>;

/// A head.
#[derive(Debug)]
pub(crate) struct HeadSpec {
    /// Its name.
    pub name: String,
    /// Where it is named.
    pub span: Span,
    /// What it reads.
    pub from: Reference,
    /// When it is there.
    pub when: When,
    /// The factor of its loss in training.
    pub weight: f32,
    /// Its steps.
    pub layers: Chain,
}

/// A block template.
#[derive(Debug)]
pub(crate) struct BlockSpec {
    /// Its name.
    pub name: String,
    /// Where it is named.
    pub span: Span,
    /// The columns of its rows.
    pub columns: Vec<Column>,
    /// What it stands for.
    pub body: Body,
}

/// A column of a block.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name.
    pub name: String,
    /// Where it is listed.
    pub span: Span,
}

/// What a block stands for.
#[derive(Debug)]
pub(crate) enum Body {
    /// Steps.
    Chain(Chain),
    /// Branches that are joined.
    Join(Join),
}

/// A step of a chain.
#[derive(Debug)]
pub(crate) struct StepSpec {
    /// Its name.
    pub name: String,
    /// Where it is named.
    pub span: Span,
    /// What it does.
    pub call: Call,
    /// What it reads instead of the step before it.
    pub from: Option<Reference>,
    /// How often it stands, each on the one before, as `name_1`, `name_2`, …
    pub repeat: Option<u32>,
}

/// What a step does.
#[derive(Debug)]
pub(crate) enum Call {
    /// A layer with one input.
    Layer(LayerSpec),
    /// Branches that are joined.
    Join(Join),
    /// A block with its row.
    Block {
        /// The place in [`Spec::blocks`].
        block: usize,
        /// Where the block is named.
        span: Span,
        /// A cell for every column.
        row: Vec<Cell>,
    },
}

/// A kind with its settings.
#[derive(Debug)]
pub(crate) struct LayerSpec {
    /// The kind.
    pub kind: &'static Kind,
    /// Where it is named.
    pub span: Span,
    /// A value for every field, in the order of [`Kind::fields`].
    pub args: Vec<Arg>,
    /// Layers that stand behind it, in order, named after their kinds.
    pub behind: Vec<LayerSpec>,
}

/// A layer that joins branches.
#[derive(Debug)]
pub(crate) struct Join {
    /// The layer.
    pub layer: LayerSpec,
    /// What it joins, in order.
    pub operands: Vec<Operand>,
}

/// A branch.
#[derive(Debug)]
pub(crate) struct Operand {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub source: OperandSource,
}

/// What a branch is.
#[derive(Debug)]
pub(crate) enum OperandSource {
    /// Steps of its own, on what the join itself would read.
    Chain(Chain),
    /// The result of an earlier step.
    Reference(Reference),
}

/// The name of something earlier.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    /// The step's name; `None` for `$input`.
    pub name: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// The value of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arg {
    /// The value.
    pub value: ArgValue,
    /// Where it stands; where it was left out, the kind's word.
    pub span: Span,
    /// Whether the step itself gives it.
    pub given: bool,
}

/// What the value of a field is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ArgValue {
    /// A literal.
    Setting(Setting),
    /// The cell of that column.
    Column(usize),
    /// The channels of the enclosing block's input.
    InputChannels,
}

/// A value of a row.
#[derive(Debug)]
pub(crate) enum Cell {
    /// A literal, checked against the fields that use it once they are known.
    Literal(Literal),
    /// The cell of that column of the enclosing block.
    Column(usize),
}

/// A limit.
#[derive(Debug)]
pub(crate) struct Limit {
    /// What is limited.
    pub quantity: Quantity,
    /// The largest value.
    pub limit: u64,
    /// Where it is written.
    pub span: Span,
}

/// What a budget can limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantity {
    /// Parameters.
    Params,
    /// Multiply-accumulates for one image.
    Macs,
    /// Bytes of the arena for one image.
    Memory,
}
