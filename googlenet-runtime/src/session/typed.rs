//! A session whose shapes are in its type.

use super::Executor;
use crate::Error;
use crate::tensor::{Outputs, Shape, Tensor};
use std::marker::PhantomData;

/// A network ready to run: packed weights, which it shares with other sessions of the model, threads, and one arena.
///
/// `O` is the shape of the network's result, or a tuple of the shapes of its results.
pub struct Session<I, O: Outputs> {
    executor: Executor,
    output: O::Tensors,
    input: PhantomData<fn(&I)>,
}

impl<I: Shape, O: Outputs> Session<I, O> {
    pub(crate) fn new(executor: Executor) -> Self {
        assert_eq!(
            executor.input_shape(),
            I::SHAPE,
            "the network reads what its type says"
        );
        assert!(
            executor
                .outputs()
                .map(|(_, shape)| shape)
                .eq(O::SHAPES.iter().copied()),
            "the network makes what its type says"
        );
        Session {
            executor,
            output: O::empty(),
            input: PhantomData,
        }
    }

    /// Runs the network, and gives its result, a [`Tensor<O>`](Tensor), or the tuple of its results. From the second
    /// call on with as many images nothing is allocated.
    ///
    /// # Errors
    /// The tensor holds no image.
    pub fn run(&mut self, input: &Tensor<I>) -> Result<&O::Tensors, Error> {
        let executor = &mut self.executor;
        O::fill(&mut self.output, |outputs| {
            executor.run_into(input.as_slice(), outputs)
        })?;
        Ok(&self.output)
    }

    /// Holds memory for `batch` images at a time, at most one a thread; more are taken in turns. Where there are as many
    /// images as threads, each thread takes one for itself, which is faster than sharing them all.
    #[must_use]
    pub fn with_batch(mut self, batch: usize) -> Self {
        self.executor.set_batch(batch);
        self
    }

    /// From now on keeps the result of the layer of that path.
    ///
    /// # Errors
    /// There is no such layer.
    pub fn tap(&mut self, layer: &str) -> Result<(), Error> {
        self.executor.tap(layer).map(|_| ())
    }

    /// What the last run kept of a tapped layer, NHWC, one image behind the other.
    ///
    /// # Errors
    /// There is no such layer, or it is not tapped.
    pub fn tapped(&self, layer: &str) -> Result<&[f32], Error> {
        self.executor.tapped(layer)
    }

    /// Number of threads, the caller's included.
    pub fn threads(&self) -> usize {
        self.executor.threads()
    }

    /// Bytes of activations that are held.
    pub fn arena_bytes(&self) -> usize {
        self.executor.arena_bytes()
    }
}
