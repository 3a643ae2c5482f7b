//! Families of operations, which determine the colours of drawings.

use googlenet_dsl::op::Op;

/// Group of similar operations, or collapsed modules, which have the same colour in drawings and one word in the
/// legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// The network's input.
    Input,
    /// Convolutions of all kinds.
    Conv,
    /// Fully connected layers.
    Dense,
    /// Maximum and average pooling, with a window or over a whole map.
    Pool,
    /// Concatenation of tensors.
    Concat,
    /// Element-wise sums, products and maxima of tensors.
    Add,
    /// Normalisation, such as batch normalisation and local response normalisation, and scaling of channels.
    Norm,
    /// Activations that are layers of their own, softmax and `prelu` included.
    Activation,
    /// All other operations, such as flatten and dropout.
    Other,
    /// Collapsed modules, whatever their layers are.
    Module,
}

impl Family {
    /// All families, in the order of their declaration, which is that of the legend.
    pub const ALL: [Family; 10] = [
        Family::Input,
        Family::Conv,
        Family::Dense,
        Family::Pool,
        Family::Concat,
        Family::Add,
        Family::Norm,
        Family::Activation,
        Family::Other,
        Family::Module,
    ];

    /// Returns the family of an operation, by the word with which descriptions write it.
    pub fn of(op: &Op) -> Family {
        let Some(kind) = op.kind() else {
            return Family::Input;
        };
        let word = kind.name;
        let ends = |end: &str| word == end || word.ends_with(&format!("_{end}"));
        match word {
            "concat" => Family::Concat,
            "add" | "multiply" | "maximum" => Family::Add,
            "dense" => Family::Dense,
            "lrn" | "channel_scale" => Family::Norm,
            "conv_transpose" => Family::Conv,
            _ if ends("conv") => Family::Conv,
            _ if ends("pool") => Family::Pool,
            _ if ends("norm") => Family::Norm,
            "prelu" => Family::Activation,
            _ if ends("activation") => Family::Activation,
            _ => Family::Other,
        }
    }

    /// Returns the lower-case word of the family in legends.
    pub fn word(self) -> &'static str {
        match self {
            Family::Input => "input",
            Family::Conv => "conv",
            Family::Dense => "dense",
            Family::Pool => "pool",
            Family::Concat => "concat",
            Family::Add => "add",
            Family::Norm => "norm",
            Family::Activation => "activation",
            Family::Other => "other",
            Family::Module => "module",
        }
    }

    /// Returns the CSS class of boxes of the family in the HTML page, where `module` is that of expanded modules.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Family::Module => "shut",
            family => family.word(),
        }
    }
}
