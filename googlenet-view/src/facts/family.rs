//! Operations by what they do, which is how drawings colour them.

use googlenet_dsl::op::Op;

/// A family of operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// The network's input.
    Input,
    /// Convolutions.
    Conv,
    /// Fully connected layers.
    Dense,
    /// Pooling.
    Pool,
    /// Concatenation.
    Concat,
    /// Sums and products of tensors.
    Add,
    /// Normalisation.
    Norm,
    /// Activations.
    Activation,
    /// What only rearranges, or acts in training.
    Other,
}

impl Family {
    /// All families.
    pub const ALL: [Family; 9] = [
        Family::Input,
        Family::Conv,
        Family::Dense,
        Family::Pool,
        Family::Concat,
        Family::Add,
        Family::Norm,
        Family::Activation,
        Family::Other,
    ];

    /// The family of an operation, from the word that files write it with.
    pub fn of(op: &Op) -> Family {
        let Some(kind) = op.kind() else {
            return Family::Input;
        };
        let word = kind.name;
        let ends = |end: &str| word == end || word.ends_with(&format!("_{end}"));
        match word {
            "concat" => Family::Concat,
            "add" | "multiply" => Family::Add,
            "dense" => Family::Dense,
            "lrn" => Family::Norm,
            _ if ends("conv") => Family::Conv,
            _ if ends("pool") => Family::Pool,
            _ if ends("norm") => Family::Norm,
            _ if ends("activation") => Family::Activation,
            _ => Family::Other,
        }
    }

    /// The word for legends, and the class in styles.
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
        }
    }
}
