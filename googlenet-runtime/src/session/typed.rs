//! A session whose shapes are in its type.

use super::DynSession;
use crate::Error;
use crate::tensor::{Outputs, Shape, Tensor};
use std::fmt;
use std::marker::PhantomData;

/// A network ready to run: packed weights, which it shares with other sessions of the model, threads, and one arena.
///
/// `O` is the shape of the network's result, or a tuple of the shapes of its results.
pub struct Session<I, O: Outputs> {
    session: DynSession,
    output: O::Tensors,
    input: PhantomData<fn(&I)>,
}

impl<I: Shape, O: Outputs> Session<I, O> {
    pub(crate) fn new(session: DynSession) -> Self {
        assert_eq!(
            session.input_shape(),
            I::SHAPE,
            "the network reads what its type says"
        );
        assert!(
            session
                .outputs()
                .map(|(_, shape)| shape)
                .eq(O::SHAPES.iter().copied()),
            "the network makes what its type says"
        );
        Session {
            session,
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
        let session = &mut self.session;
        O::fill(&mut self.output, |outputs| {
            session.run_resized(input.as_slice(), outputs)
        })?;
        Ok(&self.output)
    }

    /// Runs the network over a batch of images, and writes the values of its result, or of each of its results, to memory
    /// of the caller: `&mut [f32]`, or a tuple of such slices.
    ///
    /// # Errors
    /// [`Error::Length`] if the tensor holds no image, or if a slice has another length than the results of its images.
    pub fn run_into(&mut self, input: &Tensor<I>, output: O::Slices<'_>) -> Result<(), Error> {
        let session = &mut self.session;
        O::with_slices(output, |outputs| {
            session.run_slices(input.as_slice(), outputs)
        })
    }

    /// The session without shapes in its type.
    pub fn into_dyn(self) -> DynSession {
        self.session
    }

    /// From now on keeps the result of the layer of that path.
    ///
    /// # Errors
    /// There is no such layer.
    pub fn tap(&mut self, layer: &str) -> Result<(), Error> {
        self.session.tap(layer).map(|_| ())
    }

    /// What the last run kept of a tapped layer, NHWC, one image behind the other.
    ///
    /// # Errors
    /// There is no such layer, or it is not tapped.
    pub fn tapped(&self, layer: &str) -> Result<&[f32], Error> {
        self.session.tapped(layer)
    }

    /// Number of threads, the caller's included.
    pub fn threads(&self) -> usize {
        self.session.threads()
    }

    /// Bytes of activations that are held.
    pub fn arena_bytes(&self) -> usize {
        self.session.arena_bytes()
    }
}

impl<I: Shape, O: Outputs> fmt::Debug for Session<I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Session").field(&self.session).finish()
    }
}
