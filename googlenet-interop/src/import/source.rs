//! Where the values of weights come from, and how they are brought into our order.

use super::step::StepId;
use super::transform::Transform;

/// Where the values of a weight come from. `R` is what a format says of the place of a tensor: a name, a number.
#[derive(Debug)]
pub(crate) struct WeightSource<R> {
    /// The step that it is a weight of.
    pub(crate) step: StepId,
    /// What stands behind the step's path: `kernel`, `batch_norm.gamma`.
    pub(crate) name: &'static str,
    /// The tensor of the weight file.
    pub(crate) tensor: R,
    /// The shape that the tensor must have there.
    pub(crate) stored: Vec<usize>,
    /// How its values are brought into our order, one after the other.
    pub(crate) transforms: Vec<Transform>,
    /// The tensor by whose one value all are divided in the end; where that is zero, so are they.
    pub(crate) divisor: Option<R>,
}

impl<R> WeightSource<R> {
    /// A weight that is stored as our files have it.
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

    /// Adds a transform behind the others.
    pub(crate) fn then(mut self, transform: Transform) -> Self {
        self.transforms.push(transform);
        self
    }

    /// Divides by the one value of another tensor.
    pub(crate) fn divided(mut self, by: R) -> Self {
        self.divisor = Some(by);
        self
    }

    /// The shape that it has in our files.
    pub(crate) fn shape(&self) -> Vec<usize> {
        let stored = self.stored.clone();
        let steps = self.transforms.iter();
        steps.fold(stored, |shape, transform| transform.shape(&shape))
    }
}
