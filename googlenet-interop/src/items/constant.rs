//! Constants of graphs: tensors of files and values that were computed from them.

use crate::import::transform::Transform;

/// Largest number of elements of a constant whose values are computed. Beyond it a constant can only be reshaped,
/// permuted and read as a weight.
pub(crate) const MAX_COMPUTED: usize = 65_536;

/// A constant: a tensor in the [`Store`](super::store::Store), seen through transforms that move no value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Constant {
    /// Index of the tensor in the store.
    pub(crate) entry: usize,
    /// Sizes of the tensor, outermost first.
    pub(crate) stored: Vec<usize>,
    /// Transforms of the tensor, in the order in which they are applied.
    pub(crate) transforms: Vec<Transform>,
    /// Sizes of the constant, outermost first.
    pub(crate) sizes: Vec<usize>,
    /// `true` for floats, `false` for whole numbers.
    pub(crate) is_real: bool,
}

impl Constant {
    pub(crate) fn len(&self) -> usize {
        self.sizes.iter().product()
    }

    /// Returns the constant after one more transform.
    pub(crate) fn then(mut self, transform: Transform) -> Constant {
        self.sizes = transform.shape(&self.sizes);
        self.transforms.push(transform);
        self
    }

    /// Returns the constant with other sizes of the same product.
    pub(crate) fn reshaped(self, sizes: Vec<usize>) -> Constant {
        match self.sizes == sizes {
            true => self,
            false => self.then(Transform::Reshape(sizes)),
        }
    }
}
