//! A session whose shapes are in its type.

use super::Executor;
use crate::Error;
use crate::tensor::{Shape, Tensor};
use std::marker::PhantomData;

/// A network ready to run: packed weights, which it shares with other sessions of the model, threads, and one arena.
pub struct Session<I, O> {
    executor: Executor,
    output: Tensor<O>,
    input: PhantomData<fn(&I)>,
}

impl<I: Shape, O: Shape> Session<I, O> {
    pub(crate) fn new(executor: Executor) -> Self {
        assert_eq!(
            executor.input_shape(),
            I::SHAPE,
            "the network reads what its type says"
        );
        assert_eq!(
            executor.output_shape(),
            O::SHAPE,
            "the network makes what its type says"
        );
        Session {
            executor,
            output: Tensor::empty(),
            input: PhantomData,
        }
    }

    /// Runs the network. From the second call on with as many pictures nothing is allocated.
    ///
    /// # Errors
    /// The tensor holds no picture.
    pub fn run(&mut self, input: &Tensor<I>) -> Result<&Tensor<O>, Error> {
        self.output.resize(input.batch());
        self.executor
            .run(input.as_slice(), self.output.values_mut())?;
        Ok(&self.output)
    }

    /// Holds memory for `batch` pictures, which then go through each step together; more are taken in turns.
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

    /// What the last run kept of a tapped layer, NHWC, one picture behind the other.
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
