//! Weight sources: the tensor that holds a weight's values, and the transforms that bring the values into this
//! project's order.

use super::step::StepId;
use super::transform::Transform;

/// Source of a weight's values in a weight file. `R` is a format's reference to a tensor, such as a name, or a layer
/// and a number.
#[derive(Debug)]
pub(crate) struct WeightSource<R> {
    /// Step that the weight belongs to.
    pub(crate) step: StepId,
    /// Name of the weight behind the step's path: `kernel`, `batch_norm.gamma`.
    pub(crate) name: &'static str,
    /// Reference to the tensor in the weight file.
    pub(crate) tensor: R,
    /// Shape that the tensor must have in the weight file.
    pub(crate) stored: Vec<usize>,
    /// Transforms of the stored values, in the order in which they are applied.
    pub(crate) transforms: Vec<Transform>,
    /// Tensor of one value by which all values are divided after the transforms; if that value is 0, the result is 0.
    /// `None` for no division.
    pub(crate) divisor: Option<R>,
}

impl<R> WeightSource<R> {
    /// Creates a source of a weight that is stored as in this project's weight files, without transforms.
    pub(crate) fn new(step: StepId, name: &'static str, tensor: R, stored: Vec<usize>) -> Self {
        WeightSource {
            step,
            name,
            tensor,
            stored,
            transforms: Vec::new(),
            divisor: None,
        }
    }

    /// Appends a transform.
    pub(crate) fn then(mut self, transform: Transform) -> Self {
        self.transforms.push(transform);
        self
    }

    /// Divides all values by the one value of the tensor `by`.
    pub(crate) fn divided(mut self, by: R) -> Self {
        self.divisor = Some(by);
        self
    }

    /// Returns the shape of the weight in this project's weight files, which is the stored shape after all transforms.
    pub(crate) fn shape(&self) -> Vec<usize> {
        let stored = self.stored.clone();
        let steps = self.transforms.iter();
        steps.fold(stored, |shape, transform| transform.shape(&shape))
    }
}
