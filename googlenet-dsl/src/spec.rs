//! The network description after lowering: every entry checked, blocks not yet expanded.

use crate::diagnostic::Span;
use crate::grammar::{Kind, Literal, Setting};
use crate::value::When;
use crate::value::{Precision, Preprocess};

/// A whole description file.
#[derive(Debug)]
pub(crate) struct Spec {
    /// The network's name.
    pub name: String,
    /// The input's height, width and channels.
    pub input: [u32; 3],
    /// The place of the value of `input`.
    pub input_span: Span,
    /// The conversion of images to the network's input; `None` if the file has no `preprocess`.
    pub preprocess: Option<Preprocess>,
    /// The file with the class names; `None` if the file has no `labels`.
    pub labels: Option<Labels>,
    /// The precision in which the network is computed.
    pub precision: Precision,
    /// The block templates, in the order of the file.
    pub blocks: Vec<BlockSpec>,
    /// The steps of `layers`, the network's main chain.
    pub layers: Chain,
    /// The heads, in the order of the file: side chains that read a step of the main chain, such as auxiliary
    /// classifiers.
    pub heads: Vec<HeadSpec>,
    /// The steps whose results are the network's outputs; if empty, the last step's result is the output.
    pub outputs: Vec<Reference>,
    /// The limits of `budget`.
    pub budget: Vec<Limit>,
}

/// The file with the class names, one name on each line.
#[derive(Debug)]
pub(crate) struct Labels {
    /// The file's path, relative to the description and inside its folder, with `/` between folders.
    pub path: String,
    /// The place of the path in the description.
    pub span: Span,
}

/// A sequence of steps, each of which reads the result of the step before it unless it has a `from`.
pub(crate) type Chain = Vec<StepSpec>;

/// A head: a side chain that reads one step of the main chain, such as an auxiliary classifier.
#[derive(Debug)]
pub(crate) struct HeadSpec {
    /// The head's name.
    pub name: String,
    /// The place of the head's name in the file.
    pub span: Span,
    /// The step that the head's first step reads.
    pub from: Reference,
    /// Whether the head exists in training only or in inference too.
    pub when: When,
    /// The factor of the head's loss in the training loss.
    pub weight: f32,
    /// The head's steps.
    pub layers: Chain,
}

/// A block template: a named part of a network with columns as its parameters.
#[derive(Debug)]
pub(crate) struct BlockSpec {
    /// The block's name.
    pub name: String,
    /// The place of the block's name in the file.
    pub span: Span,
    /// The parameters of the template; each use gives a value for every column.
    pub columns: Vec<Column>,
    /// The steps or branches that a use of the block expands to.
    pub body: Body,
}

/// A column of a block: a parameter of the template, written `$name` in the block's body.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// The column's name, without `$`.
    pub name: String,
    /// The place of the name in the block's `columns`.
    pub span: Span,
}

/// The body of a block template.
#[derive(Debug)]
pub(crate) enum Body {
    /// A sequence of steps.
    Chain(Chain),
    /// A single join, that is branches with the layer that joins them.
    Join(Join),
}

/// A step of a chain.
#[derive(Debug)]
pub(crate) struct StepSpec {
    /// The step's name.
    pub name: String,
    /// The place of the step's name in the file.
    pub span: Span,
    /// The operation that the step performs.
    pub call: Call,
    /// The earlier step that this step reads; `None` for the step directly before it.
    pub from: Option<Reference>,
    /// The number of repetitions, each of which reads the one before, named `name_1`, `name_2` and so on; `None` for a
    /// single step under its own name.
    pub repeat: Option<u32>,
}

/// The operation of a step.
#[derive(Debug)]
pub(crate) enum Call {
    /// A layer with one input, and the layers that its options append.
    Layer(LayerSpec),
    /// Branches and the layer that joins them.
    Join(Join),
    /// A use of a block template.
    Block {
        /// The index of the block in [`Spec::blocks`].
        block: usize,
        /// The place of the block's name in the step.
        span: Span,
        /// The values of the block's columns, one for each, in the order of [`BlockSpec::columns`].
        row: Vec<Cell>,
    },
}

/// A layer: a kind with values for all its fields.
#[derive(Debug)]
pub(crate) struct LayerSpec {
    /// The layer's kind.
    pub kind: &'static Kind,
    /// The place of the kind's name in the file; for a layer in [`LayerSpec::behind`] the place of the value of the
    /// option that requests it.
    pub span: Span,
    /// A value for every field, in the order of [`Kind::fields`], then the factors of a field of
    /// [`Type::Factors`](crate::grammar::Type::Factors).
    pub args: Vec<Arg>,
    /// Layers that options of this one (`batch_norm`, `activation`) append to it, in order, each reading the one
    /// before; they are named after their kinds.
    pub behind: Vec<LayerSpec>,
}

/// A join: a layer that combines several branches (`concat` or `add`).
#[derive(Debug)]
pub(crate) struct Join {
    /// The combining layer.
    pub layer: LayerSpec,
    /// The branches, in order.
    pub operands: Vec<Operand>,
}

/// A branch of a join.
#[derive(Debug)]
pub(crate) struct Operand {
    /// The place of the branch in the file.
    pub span: Span,
    /// The steps of the branch, or the step that it refers to.
    pub source: OperandSource,
}

/// The origin of a branch's result.
#[derive(Debug)]
pub(crate) enum OperandSource {
    /// Steps inside the branch; the first reads the join's own input, that is the step before the join or its `from`.
    Chain(Chain),
    /// The result of an earlier step, used as it is.
    Reference(Reference),
}

/// A reference to an earlier step or to the block's input.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    /// The step's name; `None` for `$input`, the input of the enclosing block, head or network.
    pub name: Option<String>,
    /// The place of the reference in the file.
    pub span: Span,
}

/// The value of a field of a layer, which is an option or the main argument.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arg {
    /// The value, or the parameter that it is taken from.
    pub value: ArgValue,
    /// The place of the value; for a value from a default, and for options that append layers or hold factors, the
    /// place of the kind's name. A value that defaults to the main argument has the main argument's place.
    pub span: Span,
    /// `true` if the step itself gives the value, `false` if it comes from a default.
    pub given: bool,
}

/// A field's value, or the parameter of the enclosing block that it is taken from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ArgValue {
    /// A literal value, already checked.
    Setting(Setting),
    /// The value of the column with this index in the enclosing block.
    Column(usize),
    /// The number of channels of the enclosing block's input, written `$input.channels`.
    InputChannels,
}

/// A value in a row, that is in the column values that a step passes to a block.
#[derive(Debug)]
pub(crate) enum Cell {
    /// A literal. Its type is checked during expansion, against each field that uses the column.
    Literal(Literal),
    /// The value of the column with this index of the enclosing block, and the place where it is written.
    Column(usize),
}

/// A limit from `budget`.
#[derive(Debug)]
pub(crate) struct Limit {
    /// The limited quantity.
    pub quantity: Quantity,
    /// The largest allowed value, in parameters, multiply-accumulates or bytes.
    pub limit: u64,
    /// The place of the value in the file.
    pub span: Span,
}

/// A quantity that `budget` can limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantity {
    /// The number of parameters.
    Params,
    /// The number of multiply-accumulates for one image.
    Macs,
    /// The size of the activation arena for one image, in bytes.
    Memory,
}
