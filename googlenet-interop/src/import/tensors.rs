//! The tensors of a weight file, as a format gives them to the import.

use super::source::WeightSource;
use super::values::Stored;

/// The tensors of a weight file. Each lies in a *holder*, which has a name: a layer, or the tensor itself.
pub(crate) trait Tensors {
    /// What steps say of the place of a tensor.
    type Ref;
    /// A tensor.
    type Tensor: Stored;
    /// What does not fit, as the format's users are told.
    type Misfit;

    /// The name of the holder of a tensor.
    fn holder<'r>(&self, tensor: &'r Self::Ref) -> &'r str;

    /// The names of all holders of the file, in its order.
    fn holders(&self) -> impl Iterator<Item = &str>;

    /// What is wrong with a holder as a whole; told once for each step.
    fn check(&self, _holder: &str) -> Option<Self::Misfit> {
        None
    }

    /// A tensor, whose holder is there and in order.
    fn tensor(&self, tensor: &Self::Ref) -> Option<Self::Tensor>;

    /// The format's words for what does not fit.
    fn misfit(&self, fault: Fault<'_, Self::Ref, Self::Tensor>) -> Self::Misfit;

    /// The warning about holders that no step asks for.
    fn unused(&self, holders: &[&str]) -> String;
}

/// A tensor that does not fit what a step asks for.
#[derive(Debug)]
pub(crate) enum Fault<'f, R, T> {
    /// The file does not have it.
    Missing {
        /// The holder that it should be in.
        holder: &'f str,
        /// One of the file that it perhaps is, which no step asks for.
        nearest: Option<&'f str>,
    },
    /// It has another shape.
    Shape {
        /// What is asked for.
        source: &'f WeightSource<R>,
        /// The file's.
        tensor: &'f T,
    },
    /// What the values are divided by is not one value.
    Divisor {
        /// What is asked for.
        source: &'f WeightSource<R>,
        /// How many it is.
        values: usize,
    },
}
