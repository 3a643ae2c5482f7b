//! Where the values of weights come from, and how they are brought into our order.

use crate::order::Order;

/// Where the values of a weight come from.
#[derive(Debug, Clone)]
pub(crate) struct WeightSource {
    /// What stands behind the step's path: `kernel`, `batch_norm.gamma`.
    pub(crate) name: &'static str,
    /// The shape that it has in our files.
    pub(crate) shape: Vec<usize>,
    /// The tensor of the weight file.
    pub(crate) tensor: TensorRef,
    /// The shape that the tensor has there.
    pub(crate) stored: Vec<usize>,
    /// How its values are brought into our order.
    pub(crate) transform: Transform,
}

/// A tensor of a weight file.
#[derive(Debug, Clone)]
pub(crate) struct TensorRef {
    /// The name of what holds it.
    pub(crate) owner: String,
    /// Its place among the tensors of its owner.
    pub(crate) index: usize,
}

/// How the values of a tensor are brought into our order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Transform {
    /// As they are.
    Same,
    /// From out, in, height, width to height, width, in, out.
    Kernel,
    /// From out, in (or in, out where transposed) to in, out, with the inputs brought out of the file's order.
    Dense {
        /// Whether the tensor is in, out.
        transposed: bool,
        /// The order of the inputs.
        inputs: Order,
    },
    /// Divided by the one value of another tensor, or zero where that is zero.
    Divided {
        /// The place of that tensor among those of the same owner.
        by: usize,
    },
}
