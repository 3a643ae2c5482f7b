//! Tensors with the shape of one image in the type, and the types of shapes and outputs.

mod finite;
mod outputs;
mod shape;
mod top;

pub use finite::check_finite;
pub(crate) use finite::{NonFinite, non_finite, place};
pub use outputs::Outputs;
pub use shape::{Flat, Hwc, Shape};
pub(crate) use top::{top, top_into};

use crate::Error;
use std::fmt;
use std::marker::PhantomData;

/// A batch of images or vectors of the shape `S`: `f32` values, one image behind the other, each in the order height,
/// width, channels.
pub struct Tensor<S> {
    values: Vec<f32>,
    shape: PhantomData<fn() -> S>,
}

impl<S: Shape> Tensor<S> {
    /// Creates a tensor of the values of one or more images, NHWC; the number of values determines the number of
    /// images.
    ///
    /// # Errors
    /// [`Error::Length`] if there are no values, or if their number is no multiple of the number of values of one
    /// image.
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

    /// Creates a tensor of `batch` images whose values are all zero.
    #[must_use]
    pub fn zeros(batch: usize) -> Self {
        Tensor {
            values: vec![0.0; batch * S::LEN],
            shape: PhantomData,
        }
    }

    /// Creates a tensor of `batch` images. Each value is computed by `value` from its index in the whole batch, NHWC,
    /// from 0.
    #[must_use]
    pub fn from_fn(batch: usize, value: impl FnMut(usize) -> f32) -> Self {
        Tensor {
            values: (0..batch * S::LEN).map(value).collect(),
            shape: PhantomData,
        }
    }

    /// Returns the number of images.
    pub fn batch(&self) -> usize {
        self.values.len() / S::LEN
    }

    /// Returns the values of all images, NHWC.
    pub fn as_slice(&self) -> &[f32] {
        &self.values
    }

    /// Returns the values of all images, NHWC, for reading and writing.
    pub fn as_mut_slice(&mut self) -> &mut [f32] {
        &mut self.values
    }

    /// Returns the values of the image with the index `image`, from 0, in the order height, width, channels.
    ///
    /// # Panics
    /// Panics if there is no such image.
    pub fn image(&self, image: usize) -> &[f32] {
        &self.values[image * S::LEN..][..S::LEN]
    }

    /// Converts the tensor to the vector of the values of all images, NHWC.
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
    /// Returns the `k` largest values of the image with the index `image`, from 0, each with its position in the
    /// image's vector, the largest first; equal values are in the order of their positions. Returns all values if there
    /// are fewer than `k`. NaN, of either sign, comes after all numbers.
    ///
    /// # Panics
    /// Panics if there is no such image.
    #[must_use]
    pub fn top(&self, image: usize, k: usize) -> Vec<(usize, f32)> {
        top(self.image(image), k)
    }

    /// Writes the largest values of an image to `into`, as many as it has room for, in the order of [`Tensor::top`],
    /// and returns the part of `into` that is filled. Allocates nothing.
    ///
    /// ```
    /// # use googlenet_runtime::{Flat, Tensor};
    /// let tensor = Tensor::<Flat<3>>::new(vec![0.2, 0.5, 0.3])?;
    /// let mut best = [(0, 0.0); 2];
    /// assert_eq!(tensor.top_into(0, &mut best), [(1, 0.5), (2, 0.3)]);
    /// # Ok::<(), googlenet_runtime::Error>(())
    /// ```
    ///
    /// # Panics
    /// Panics if there is no such image.
    pub fn top_into<'a>(
        &self,
        image: usize,
        into: &'a mut [(usize, f32)],
    ) -> &'a mut [(usize, f32)] {
        top_into(self.image(image), into)
    }
}

impl<S: Shape> TryFrom<Vec<f32>> for Tensor<S> {
    type Error = Error;

    fn try_from(values: Vec<f32>) -> Result<Self, Error> {
        Tensor::new(values)
    }
}

/// Copies the values of one or more images, NHWC; fails as [`Tensor::new`] does.
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
