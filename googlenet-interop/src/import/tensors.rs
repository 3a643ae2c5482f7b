//! The interface through which a file format provides the tensors of its weight file.

use super::source::WeightSource;
use super::values::Stored;

/// The tensors of a weight file. Each tensor is in a *holder*, a named thing of the file: the layer that has the tensor
/// or, in a format of named tensors, the tensor itself.
pub(crate) trait Tensors {
    /// A reference to a tensor, which may or may not be in the file; weight sources contain such references.
    type Ref;
    /// A tensor that the file has.
    type Tensor: Stored;
    /// The format's type for a fault of a weight, which the format's error contains.
    type Misfit;

    /// Returns the name of the holder that a tensor is in or should be in.
    fn holder<'r>(&self, tensor: &'r Self::Ref) -> &'r str;

    /// Iterates over the names of all holders that the file has, in the order of the file.
    fn holders(&self) -> impl Iterator<Item = &str>;

    /// Returns a fault of a holder of the file as a whole, such as a wrong number of tensors; `None` if there is none.
    /// After a fault, the other weights of the same step in that holder are not checked.
    fn check(&self, _holder: &str) -> Option<Self::Misfit> {
        None
    }

    /// Returns a tensor; `None` if the file does not have it.
    fn tensor(&self, tensor: &Self::Ref) -> Option<Self::Tensor>;

    /// Converts a fault that the import found to the format's type.
    fn misfit(&self, fault: Fault<'_, Self::Ref, Self::Tensor>) -> Self::Misfit;

    /// Returns the text of the warning that no weight source refers to these holders of the file. `holders` is not
    /// empty.
    fn unused(&self, holders: &[&str]) -> String;
}

/// A reason why the file's tensors do not fit a weight source.
#[derive(Debug)]
pub(crate) enum Fault<'f, R, T> {
    /// The file does not have the tensor of the values or of the divisor.
    Missing {
        /// Name of the holder that the tensor should be in.
        holder: &'f str,
        /// Most similar name among the holders of the file that no weight source refers to; `None` if no name is
        /// similar.
        nearest: Option<&'f str>,
    },
    /// The tensor has another shape than the weight source requires.
    Shape {
        /// The weight source, with the shape that it requires.
        source: &'f WeightSource<R>,
        /// The tensor that the file has under the source's reference, with another shape.
        tensor: &'f T,
    },
    /// The tensor by which a weight is divided does not have exactly one value.
    Divisor {
        /// The weight source, with the reference to the divisor.
        source: &'f WeightSource<R>,
        /// Number of values that the divisor's tensor has, which is not 1.
        values: usize,
    },
}
