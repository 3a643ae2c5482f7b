//! Constants of a graph: tensors of the file and values that were computed from them.

mod arithmetic;
mod external;
mod store;
mod values;

pub(super) use arithmetic::{Arithmetic, broadcast};
pub(super) use external::Folder;
pub(super) use store::Store;
pub(super) use values::Data;

use crate::import::transform::Transform;

/// Largest number of elements of a constant whose values are computed. Beyond it a constant can only be reshaped,
/// permuted and read as a weight.
pub(super) const MAX_COMPUTED: usize = 65_536;

/// A constant: a tensor in the [`Store`], seen through transforms that move no value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Constant {
    /// Index of the tensor in the store.
    pub(super) entry: usize,
    /// Sizes of the tensor, outermost first.
    pub(super) stored: Vec<usize>,
    /// Transforms of the tensor, in the order in which they are applied.
    pub(super) transforms: Vec<Transform>,
    /// Sizes of the constant, outermost first.
    pub(super) sizes: Vec<usize>,
    /// `true` for floats, `false` for whole numbers.
    pub(super) is_real: bool,
}

impl Constant {
    pub(super) fn len(&self) -> usize {
        self.sizes.iter().product()
    }

    /// Returns the constant after one more transform.
    pub(super) fn then(mut self, transform: Transform) -> Constant {
        self.sizes = transform.shape(&self.sizes);
        self.transforms.push(transform);
        self
    }

    /// Returns the constant with other sizes of the same product.
    pub(super) fn reshaped(self, sizes: Vec<usize>) -> Constant {
        match self.sizes == sizes {
            true => self,
            false => self.then(Transform::Reshape(sizes)),
        }
    }
}
