//! Tensors whose shape is a type.

mod outputs;
mod shape;
mod top;

pub use outputs::Outputs;
pub use shape::{Flat, Hwc, Shape};
pub(crate) use top::top;

use crate::Error;
use std::fmt;
use std::marker::PhantomData;

/// A batch of images or vectors of one shape: `f32`, NHWC, one image behind the other.
pub struct Tensor<S> {
    values: Vec<f32>,
    shape: PhantomData<fn() -> S>,
}

impl<S: Shape> Tensor<S> {
    /// Takes values; their number says how many images there are.
    ///
    /// # Errors
    /// The number is no multiple of an image's, or zero.
    pub fn new(values: Vec<f32>) -> Result<Self, Error> {
        if values.is_empty() || !values.len().is_multiple_of(S::LEN) {
            return Err(Error::length(
                format!("a tensor of {}", S::SHAPE),
                S::LEN,
                values.len(),
            ));
        }
        Ok(Tensor {
            values,
            shape: PhantomData,
        })
    }

    /// So many images of zeros.
    #[must_use]
    pub fn zeros(batch: usize) -> Self {
        Tensor {
            values: vec![0.0; batch * S::LEN],
            shape: PhantomData,
        }
    }

    /// So many images, each value made from its place in the whole batch.
    #[must_use]
    pub fn from_fn(batch: usize, value: impl FnMut(usize) -> f32) -> Self {
        Tensor {
            values: (0..batch * S::LEN).map(value).collect(),
            shape: PhantomData,
        }
    }

    /// Number of images.
    pub fn batch(&self) -> usize {
        self.values.len() / S::LEN
    }

    /// All values.
    pub fn as_slice(&self) -> &[f32] {
        &self.values
    }

    /// All values, to change.
    pub fn as_mut_slice(&mut self) -> &mut [f32] {
        &mut self.values
    }

    /// The values of one image.
    ///
    /// # Panics
    /// There is no such image.
    pub fn image(&self, image: usize) -> &[f32] {
        &self.values[image * S::LEN..][..S::LEN]
    }

    /// The values without the shape.
    #[must_use]
    pub fn into_vec(self) -> Vec<f32> {
        self.values
    }

    pub(crate) fn values_mut(&mut self) -> &mut Vec<f32> {
        &mut self.values
    }

    pub(crate) fn empty() -> Self {
        Tensor {
            values: Vec::new(),
            shape: PhantomData,
        }
    }
}

impl<const N: usize> Tensor<Flat<N>> {
    /// The `k` largest values of an image with their places, largest first; of equal ones the first is first.
    ///
    /// # Panics
    /// There is no such image.
    #[must_use]
    pub fn top(&self, image: usize, k: usize) -> Vec<(usize, f32)> {
        top(self.image(image), k)
    }
}

impl<S: Shape> TryFrom<Vec<f32>> for Tensor<S> {
    type Error = Error;

    fn try_from(values: Vec<f32>) -> Result<Self, Error> {
        Tensor::new(values)
    }
}

/// Copies the values.
impl<S: Shape> TryFrom<&[f32]> for Tensor<S> {
    type Error = Error;

    fn try_from(values: &[f32]) -> Result<Self, Error> {
        Tensor::new(values.to_vec())
    }
}

impl<S> From<Tensor<S>> for Vec<f32> {
    fn from(tensor: Tensor<S>) -> Vec<f32> {
        tensor.values
    }
}

impl<S> AsRef<[f32]> for Tensor<S> {
    fn as_ref(&self) -> &[f32] {
        &self.values
    }
}

impl<S> AsMut<[f32]> for Tensor<S> {
    fn as_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }
}

impl<S> Clone for Tensor<S> {
    fn clone(&self) -> Self {
        Tensor {
            values: self.values.clone(),
            shape: PhantomData,
        }
    }
}

impl<S> PartialEq for Tensor<S> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<S: Shape> fmt::Debug for Tensor<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tensor({} x {})", self.batch(), S::SHAPE)
    }
}
