//! The network description after lowering: typed entries with their positions in the file, blocks not yet expanded. The
//! values of block columns are checked only by the expansion, shapes only by the graph.

use crate::diagnostic::Span;
use crate::grammar::{Kind, Literal, Setting};
use crate::op::Conv;
use crate::value::When;
use crate::value::training::Training;
use crate::value::{DType, Names, Precision, Preprocess, Published};

/// A whole description file. `format` has been checked, and `defaults` are part of the layers that use them.
#[derive(Debug)]
pub(crate) struct Spec {
    /// The name of the network.
    pub name: String,
    /// The size of the network's input for one image: height and width in pixels, and the number of channels.
    pub input: [u32; 3],
    /// The position of the value of `input` in the file.
    pub input_span: Span,
    /// The conversion of images to the network's input; `None` if the file has no `preprocess`.
    pub preprocess: Option<Preprocess>,
    /// The path of the file with the class names, which is not read; `None` if the description has no `labels`.
    pub labels: Option<Labels>,
    /// The precision of the computation; the default if the file has no `precision`.
    pub precision: Precision,
    /// The type of the elements of results; the default if the file has no `dtype`.
    pub dtype: DType,
    /// The tool whose names the keys `source` give; `None` if the file has no `names`.
    pub names: Option<Names>,
    /// The block templates, in the order of the file.
    pub blocks: Vec<BlockSpec>,
    /// The steps of `layers`, the network's main chain.
    pub layers: Chain,
    /// The heads, in the order of the file: side chains that read a step of the main chain, such as auxiliary
    /// classifiers.
    pub heads: Vec<HeadSpec>,
    /// The steps that `outputs` lists, in its order; empty if the file has none, and the last step's result is the
    /// output. Heads with `when: always` are further outputs.
    pub outputs: Vec<Reference>,
    /// The limits that the file gives in `budget`, in the order parameters, multiply-accumulates, memory; empty if
    /// there are none.
    pub budget: Vec<Limit>,
    /// The figures of the network that the file gives in `published`; `None` if there are none.
    pub published: Option<Published>,
    /// How the network is trained; `None` if the file has no `training`.
    pub training: Option<TrainingSpec>,
}

/// The section `training`, not yet checked against the network, with the positions of what is.
#[derive(Debug)]
pub(crate) struct TrainingSpec {
    /// What the section says.
    pub training: Training,
    /// The position of the value of `loss`.
    pub loss: Option<Span>,
    /// The position of the value of `class_weights`.
    pub class_weights: Option<Span>,
    /// The positions of the paths of `freeze`, in their order.
    pub freeze: Vec<Span>,
}

/// The path of the file with the class names, one name on each line. The file itself is not read.
#[derive(Debug)]
pub(crate) struct Labels {
    /// The file's path, relative to the description and inside its folder, with `/` between folders.
    pub path: String,
    /// The position of the path in the description.
    pub span: Span,
}

/// A sequence of steps, in the order of the file. Each reads the result of the step before it, unless it has a `from`
/// or is a join that only refers to earlier steps.
pub(crate) type Chain = Vec<StepSpec>;

/// A head: a side chain that reads one step of the main chain, such as an auxiliary classifier.
#[derive(Debug)]
pub(crate) struct HeadSpec {
    /// The head's name.
    pub name: String,
    /// The position of the head's name in the file.
    pub span: Span,
    /// The name of the head elsewhere, from `source`.
    pub source: Option<String>,
    /// The step of the main chain, or `$input`, that the head's first step reads.
    pub from: Reference,
    /// Whether the head exists in training only or in inference too.
    pub when: When,
    /// The factor of the head's loss in the loss of training, at least 0.
    pub weight: f32,
    /// The steps of the head's chain, of which the first reads `from`.
    pub layers: Chain,
}

/// A block template: a named part of a network with columns as its parameters.
#[derive(Debug)]
pub(crate) struct BlockSpec {
    /// The block's name.
    pub name: String,
    /// The position of the block's name in `blocks`.
    pub span: Span,
    /// The parameters of the template, in the order of the file; each use of the block gives a value for every one.
    pub columns: Vec<Column>,
    /// The steps or branches that a use of the block expands to.
    pub body: Body,
}

/// A column of a block: a parameter of the template, written `$name` in the block's body.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// The column's name, without `$`.
    pub name: String,
    /// The position of the name in the block's `columns`.
    pub span: Span,
}

/// The body of a block template.
#[derive(Debug)]
pub(crate) enum Body {
    /// A sequence of steps.
    Chain(Chain),
    /// A single join, that is branches with the layer that joins them, which is the whole content of the block.
    Join(Join),
}

/// A step of a chain.
#[derive(Debug)]
pub(crate) struct StepSpec {
    /// The step's name.
    pub name: String,
    /// The position of the step's name in the file.
    pub span: Span,
    /// The name of the step elsewhere, from `source`; `None` also where that names the step's layers one by one.
    pub source: Option<String>,
    /// The layer, join or block that the step consists of.
    pub call: Call,
    /// The earlier step, or `$input`, that this step reads; `None` for the step directly before it, or the chain's
    /// input for the first step.
    pub from: Option<Reference>,
    /// The number of copies of the step, each of which reads the one before, named `name_1`, `name_2` and so on; `None`
    /// for a single step under its own name.
    pub repeat: Option<u32>,
}

/// The content of a step: a layer, a join, or a use of a block.
#[derive(Debug)]
pub(crate) enum Call {
    /// A layer with one input, and the layers that its options append to it.
    Layer(LayerSpec),
    /// Branches and the layer that joins them.
    Join(Join),
    /// A use of a block template.
    Block {
        /// The index of the block in [`Spec::blocks`].
        block: usize,
        /// The position of the block's name in the step.
        span: Span,
        /// The values of the block's columns, one for each, in the order of [`BlockSpec::columns`].
        row: Vec<Cell>,
    },
}

/// A layer: its kind, with the values of the kind's main argument and options.
#[derive(Debug, Clone)]
pub(crate) struct LayerSpec {
    /// The kind of the layer, an entry of the table of built-in kinds such as `conv`.
    pub kind: &'static Kind,
    /// The position of the kind's name in the file; for a layer in [`LayerSpec::behind`] that of the value of the
    /// option that requests it.
    pub span: Span,
    /// A value for every field (main argument and options), in the order of [`Kind::fields`], then the numbers of a
    /// field of type [`Factors`](crate::grammar::OptionType::Factors).
    pub args: Vec<Arg>,
    /// Layers that options of this one (`batch_norm`, `activation`) append to it, in order, each reading the one
    /// before, and the second convolution of a `separable_conv`; their names are those of [`LayerSpec::name_behind`].
    pub behind: Vec<LayerSpec>,
    /// The name of this layer alone elsewhere, from a list as `source`. One that is empty or begins with `.` or `_`
    /// continues the name of the step, and one that begins with `/` is the whole name.
    pub source: Option<String>,
}

impl LayerSpec {
    /// Returns the name of this layer where it stands behind another one: its kind, but `pointwise` for a convolution,
    /// as a layer may be a convolution and have one behind it.
    pub(crate) fn name_behind(&self) -> &'static str {
        match *self.kind == Conv::KIND {
            true => "pointwise",
            false => self.kind.name,
        }
    }
}

/// A join: a layer that combines several branches (such as `concat`).
#[derive(Debug)]
pub(crate) struct Join {
    /// The layer that joins the branches (such as `concat`), with the layers that its options append to it.
    pub layer: LayerSpec,
    /// The branches, in the order of the file.
    pub operands: Vec<Operand>,
}

/// A branch of a join.
#[derive(Debug)]
pub(crate) struct Operand {
    /// The position of the branch in the file.
    pub span: Span,
    /// The steps of the branch, or the step that it refers to.
    pub source: OperandSource,
}

/// The source of a branch's result: steps of its own, or an earlier step.
#[derive(Debug)]
pub(crate) enum OperandSource {
    /// Steps inside the branch. The first one reads the input of the join, unless it has a `from`: the result of the
    /// step before the join or of the join's `from`, or the input of the block whose body is the join.
    Chain(Chain),
    /// The result of an earlier step, used as it is.
    Reference(Reference),
}

/// A reference to an earlier step, or to the input of the enclosing block, head or network.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    /// The step's name; `None` for `$input`, the input of the enclosing block, head or network.
    pub name: Option<String>,
    /// The position of the reference in the file.
    pub span: Span,
}

/// A value of a field of a layer (an option or the main argument), with its position in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arg {
    /// The value, or the parameter of the enclosing block that gives it.
    pub value: ArgValue,
    /// The position of the value in the file. For a value from a default, and for options that append layers or hold
    /// factors, it is that of the kind's name; for a value that defaults to the main argument, that of the main
    /// argument.
    pub span: Span,
    /// `true` if the step itself gives the value, also through a column; `false` if it comes from `defaults` or from
    /// the kind.
    pub given: bool,
}

/// A field's value, or the parameter of the enclosing block that it is taken from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ArgValue {
    /// A literal value, such as a number or word, checked against the field's type and converted to it.
    Setting(Setting),
    /// The value of the column with this index in [`BlockSpec::columns`] of the enclosing block.
    Column(usize),
    /// The number of channels of the enclosing block's input, written `$input.channels`.
    InputChannels,
}

/// A value in a row. A row is the list of column values that a step passes to a block.
#[derive(Debug)]
pub(crate) enum Cell {
    /// A literal value, such as a number or word in the file. It is checked during expansion, against the type of each
    /// field that uses the column.
    Literal(Literal),
    /// The value of the column with this index in [`BlockSpec::columns`] of the block that the step stands in.
    Column(usize),
}

/// A limit of `budget`.
#[derive(Debug)]
pub(crate) struct Limit {
    /// The limited quantity.
    pub quantity: Quantity,
    /// The largest allowed value of `quantity`, in parameters, multiply-accumulates for one image, or bytes.
    pub limit: u64,
    /// The position of the value in the file.
    pub span: Span,
}

/// A quantity that `budget` can limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantity {
    /// The number of parameters.
    Params,
    /// The number of multiply-accumulates for one image.
    Macs,
    /// The size of the arena, the memory of the results of one image, in bytes.
    Memory,
}
