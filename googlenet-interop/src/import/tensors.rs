//! The interface through which a format provides the tensors of its weight file.

use super::source::WeightSource;
use super::values::Stored;

/// The tensors of a weight file. Each is in a *holder*, which has a name: a layer of the file, or the tensor itself.
pub(crate) trait Tensors {
    /// A reference to a tensor, as weight sources contain it.
    type Ref;
    /// A tensor of the file.
    type Tensor: Stored;
    /// A fault of the weights, in the terms of the format.
    type Misfit;

    /// Returns the name of the holder of a tensor.
    fn holder<'r>(&self, tensor: &'r Self::Ref) -> &'r str;

    /// Iterates over the names of all holders in the file, in the order of the file.
    fn holders(&self) -> impl Iterator<Item = &str>;

    /// Returns a fault of a holder as a whole, such as a wrong number of tensors; `None` if there is none. A fault is
    /// reported once for each step.
    fn check(&self, _holder: &str) -> Option<Self::Misfit> {
        None
    }

    /// Returns a tensor; `None` if the file does not have it.
    fn tensor(&self, tensor: &Self::Ref) -> Option<Self::Tensor>;

    /// Expresses a fault in the terms of the format.
    fn misfit(&self, fault: Fault<'_, Self::Ref, Self::Tensor>) -> Self::Misfit;

    /// Returns the warning about holders of the file that no weight source refers to.
    fn unused(&self, holders: &[&str]) -> String;
}

/// A reason why a tensor does not fit a weight source.
#[derive(Debug)]
pub(crate) enum Fault<'f, R, T> {
    /// The file does not have the tensor.
    Missing {
        /// Name of the holder that the tensor should be in.
        holder: &'f str,
        /// Holder of the file with the most similar name that no weight source refers to; `None` if no name is similar.
        nearest: Option<&'f str>,
    },
    /// The tensor has another shape than the weight source requires.
    Shape {
        /// The weight source.
        source: &'f WeightSource<R>,
        /// The tensor of the file.
        tensor: &'f T,
    },
    /// The tensor by which a weight is divided does not have exactly one value.
    Divisor {
        /// The weight source.
        source: &'f WeightSource<R>,
        /// Number of values of that tensor.
        values: usize,
    },
}
