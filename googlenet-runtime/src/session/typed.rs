//! The session type with the network's shapes in its type.

use super::DynSession;
use crate::Error;
use crate::tensor::{Outputs, Shape, Tensor};
use std::fmt;
use std::marker::PhantomData;

/// A network ready to run: packed weights, which sessions of the network with the same weights and algorithms share, and
/// threads and an arena (memory for all results) of its own.
///
/// `I` is the shape of the network's input. `O` is the shape of the network's output, or a tuple of the shapes of its
/// outputs.
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

    /// Runs the network over a batch of images. Returns a reference to the network's output, a [`Tensor<O>`](Tensor),
    /// or to the tuple of its outputs; the next run overwrites them. From the second run with the same number of images
    /// on, a run allocates nothing. It does not look for values that are NaN or infinite; see
    /// [`check_finite`](crate::check_finite).
    ///
    /// # Errors
    /// [`Error::Length`] if the tensor holds no image.
    pub fn run(&mut self, input: &Tensor<I>) -> Result<&O::Tensors, Error> {
        let session = &mut self.session;
        O::fill(&mut self.output, |outputs| {
            session.run_resized(input.as_slice(), outputs)
        })?;
        Ok(&self.output)
    }

    /// Runs the network over a batch of images, and writes the values of its output, or of each of its outputs, NHWC,
    /// to memory of the caller: `&mut [f32]`, or a tuple of such slices.
    ///
    /// # Errors
    /// [`Error::Length`] if the tensor holds no image, or if a slice does not have the length of the results of its
    /// images.
    pub fn run_into(&mut self, input: &Tensor<I>, output: O::Slices<'_>) -> Result<(), Error> {
        let session = &mut self.session;
        O::with_slices(output, |outputs| {
            session.run_slices(input.as_slice(), outputs)
        })
    }

    /// Converts the session into one without shapes in its type, with the same threads, batch and taps.
    pub fn into_dyn(self) -> DynSession {
        self.session
    }

    /// Taps a step or a layer: every later run, except those that time steps, also records its result, to be read with
    /// [`Session::tapped`]. The path of a step names what leaves the step; see [`DynSession::tap`].
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if the network of inference has no result of this name. [`Error::FusedLayer`] if the plan does
    /// not store the layer's result, because the layer is fused with others, and the source weights from which it would
    /// be recomputed are not held, as in sessions of a [`TypedPacked`](crate::TypedPacked) network.
    pub fn tap(&mut self, name: &str) -> Result<(), Error> {
        self.session.tap(name).map(|_| ())
    }

    /// Returns the result of a tapped step or layer for all images of the last run that did not time its steps: one image
    /// behind the other, each in the order height, width, channels; empty if no such run has followed the call of
    /// [`Session::tap`].
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if the network has no such layer, [`Error::NotTapped`] if the layer is not tapped.
    pub fn tapped(&self, name: &str) -> Result<&[f32], Error> {
        self.session.tapped(name)
    }

    /// Returns the number of threads of the session, the thread that calls `run` included.
    pub fn threads(&self) -> usize {
        self.session.threads()
    }

    /// Returns the size in bytes of the arena, which holds the activations of all images that the session has memory
    /// for.
    pub fn arena_bytes(&self) -> usize {
        self.session.arena_bytes()
    }
}

impl<I: Shape, O: Outputs> fmt::Debug for Session<I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Session").field(&self.session).finish()
    }
}
