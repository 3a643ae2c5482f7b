//! Weight sources: for each weight, the tensor of the imported file that holds the values, and the transforms that
//! bring them into the layout of this project's weight files.

use super::step::StepId;
use super::transform::Transform;

/// Source of one weight's values. `R` is a format's reference to a tensor of its file, such as a tensor's name, or a
/// layer's name with the index of a tensor in that layer.
#[derive(Debug)]
pub(crate) struct WeightSource<R> {
    /// Id of the step (imported operation) that has the weight.
    pub(crate) step: StepId,
    /// Last part of the weight's name, behind the path of the step: `kernel`, `batch_norm.gamma`.
    pub(crate) name: &'static str,
    /// Reference to the tensor that holds the values.
    pub(crate) tensor: R,
    /// Shape that the tensor must have in the imported file, outermost axis first.
    pub(crate) stored: Vec<usize>,
    /// Transforms of the stored values, in the order in which they are applied.
    pub(crate) transforms: Vec<Transform>,
    /// Tensor of one value by which all values are divided after the transforms; if that value is 0, all results are 0,
    /// as in Caffe. `None` for no division.
    pub(crate) divisor: Option<R>,
}

impl<R> WeightSource<R> {
    /// Creates a source without transforms and divisor, for values that are stored in the layout of this project's
    /// weight files.
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

    /// Appends a transform behind those that the source has.
    pub(crate) fn then(mut self, transform: Transform) -> Self {
        self.transforms.push(transform);
        self
    }

    /// Sets the divisor: the tensor `by`, which must hold one value.
    pub(crate) fn divided(mut self, by: R) -> Self {
        self.divisor = Some(by);
        self
    }

    /// Returns the shape of the weight in this project's weight files: the stored shape after all transforms.
    ///
    /// # Panics
    /// A transform does not apply to the shape before it.
    pub(crate) fn shape(&self) -> Vec<usize> {
        let stored = self.stored.clone();
        let steps = self.transforms.iter();
        steps.fold(stored, |shape, transform| transform.shape(&shape))
    }
}
