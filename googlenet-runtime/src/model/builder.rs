//! The builder of sessions of networks and packed networks.

use super::{Network, PackedNetwork, TypedNetwork, TypedPacked};
use crate::processors::processors;
#[cfg(feature = "quantize")]
use crate::session::Program;
use crate::session::{DynSession, Session};
use crate::{Algorithms, DType, Error, Memory, Precision};
#[cfg(feature = "quantize")]
use std::sync::Arc;

/// Builder of sessions: sets the number of threads, batch, precision, memory, element type and taps (steps and layers whose results are
/// recorded).
///
/// ```
/// # use googlenet_runtime::{Error, Network, Precision};
/// # fn built(model: &impl Network) -> Result<(), Error> {
/// let session = model
///     .session_builder()
///     .threads(2)
///     .batch(2)
///     .precision(Precision::Strict)
///     .tap("inception_3a")
///     .build_dyn()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct SessionBuilder<'n, N: ?Sized> {
    network: &'n N,
    threads: Option<usize>,
    batch: usize,
    precision: Option<Precision>,
    memory: Memory,
    dtype: Option<DType>,
    taps: Vec<String>,
}

impl<'n, N: ?Sized> SessionBuilder<'n, N> {
    /// Creates a builder of sessions of `network`. Without further calls a session has as many threads as the process
    /// may use processors, memory for one image, no taps, precision and element type of the description, and
    /// [`Memory::High`]; those of a packed network are those that its weights were packed for.
    pub fn new(network: &'n N) -> Self {
        SessionBuilder {
            network,
            threads: None,
            batch: 1,
            precision: None,
            memory: Memory::default(),
            dtype: None,
            taps: Vec::new(),
        }
    }

    /// Sets the number of threads of the session, the thread that calls `run` included; 0 counts as 1. Without a call there
    /// are as many as the process may use processors.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Sets the number of images that the session holds memory for, from 1 to the number of threads, or twice as many with
    /// four threads or more; other values are clamped as [`DynSession::set_batch`] says. A run over more images takes this
    /// many at a time. If these are as many as the threads, and no layer is tapped, each thread computes one image by itself,
    /// which is faster than sharing the work on each image; if they are twice as many, two.
    pub fn batch(mut self, batch: usize) -> Self {
        self.batch = batch;
        self
    }

    /// Taps a step or a layer: every run, except those that time steps, records its result, to be read with
    /// [`DynSession::tapped`] or [`Session::tapped`]. Can be called for several; whether they exist is checked when the
    /// session is built. The path of a step names what leaves the step; see [`DynSession::tap`].
    pub fn tap(mut self, name: impl Into<String>) -> Self {
        self.taps.push(name.into());
        self
    }

    /// Sets batch and taps of the session that `session` creates, which takes network and number of threads.
    fn finish(self, session: impl FnOnce(&'n N, usize) -> DynSession) -> Result<DynSession, Error> {
        let threads = self.threads.unwrap_or_else(processors);
        let mut session = session(self.network, threads);
        session.set_batch(self.batch);
        for layer in &self.taps {
            session.tap(layer)?;
        }
        Ok(session)
    }
}

impl<'n, N: Network + ?Sized> SessionBuilder<'n, N> {
    /// Creates a session of the program that `program` returns for the network and the algorithms of the builder.
    #[cfg(feature = "quantize")]
    pub(crate) fn finish_algorithms(
        self,
        program: impl FnOnce(&'n N, Algorithms) -> Result<Arc<Program>, Error>,
    ) -> Result<DynSession, Error> {
        let algorithms = Algorithms::new(
            self.precision.unwrap_or_else(|| self.network.precision()),
            self.memory,
        );
        let program = program(self.network, algorithms)?;
        self.finish(|_, threads| DynSession::of(program, threads))
    }

    /// Sets the precision that the session computes with, in place of the description's.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = Some(precision);
        self
    }

    /// Sets how much memory the session may take to be fast. [`Memory::Low`] packs the weights of convolutions without
    /// making more of them, and computes more slowly.
    pub fn memory(mut self, memory: Memory) -> Self {
        self.memory = memory;
        self
    }

    /// Sets the type of the elements of results, one of [`DType::COMPUTED`], in place of the description's. With
    /// [`DType::Bf16`] each result is rounded to 8 bits of significand, takes half the memory, and is computed faster on
    /// processors that have instructions for it; input and outputs of the session stay `f32`.
    pub fn dtype(mut self, dtype: DType) -> Self {
        self.dtype = Some(dtype);
        self
    }

    /// Builds a session without shapes in its type. Packs the weights, unless the last session of the network had the
    /// same weights and algorithms; then both share the packed weights.
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if the network of inference has no result with the name of a tap, and [`Error::ElementType`] if
    /// the element type is none of [`DType::COMPUTED`].
    pub fn build_dyn(self) -> Result<DynSession, Error> {
        let described = self.network.algorithms();
        let algorithms =
            Algorithms::new(self.precision.unwrap_or(described.precision), self.memory)
                .with_dtype(self.dtype.unwrap_or(described.dtype));
        if !DType::COMPUTED.contains(&algorithms.dtype) {
            return Err(Error::ElementType {
                got: algorithms.dtype,
            });
        }
        self.finish(|network, threads| session_of(network, threads, algorithms))
    }
}

/// Creates a session of a network on `threads` threads (one if that is 0) with the given algorithms.
pub(super) fn session_of<N: Network + ?Sized>(
    network: &N,
    threads: usize,
    algorithms: Algorithms,
) -> DynSession {
    let (graph, layers) = (network.graph(), network.layers());
    let plan = || network.plan_of(algorithms.dtype);
    DynSession::new(&graph, plan, &layers, threads, algorithms)
}

impl<N: TypedNetwork> SessionBuilder<'_, N> {
    /// Builds a session with the network's shapes in its type. Packs the weights, unless the last session of the
    /// network had the same weights and algorithms; then both share the packed weights.
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if the network of inference has no result with the name of a tap, and
    /// [`Error::ElementType`] if the element type is none of [`DType::COMPUTED`].
    pub fn build(self) -> Result<Session<N::Input, N::Output>, Error> {
        self.build_dyn().map(Session::new)
    }
}

impl SessionBuilder<'_, PackedNetwork> {
    /// Builds a session without shapes in its type, which shares the packed weights.
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if the network of inference has no result with the name of a tap, [`Error::FusedLayer`]
    /// if the layer's result is not stored, because it is fused with others, and cannot be recomputed without the
    /// source weights.
    pub fn build_dyn(self) -> Result<DynSession, Error> {
        self.finish(|network, threads| network.dyn_session(threads))
    }
}

impl<N: TypedNetwork> SessionBuilder<'_, TypedPacked<N>> {
    /// Builds a session with the network's shapes in its type, which shares the packed weights.
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if the network of inference has no result with the name of a tap, [`Error::FusedLayer`]
    /// if the layer's result is not stored, because it is fused with others, and cannot be recomputed without the
    /// source weights.
    pub fn build(self) -> Result<Session<N::Input, N::Output>, Error> {
        self.finish(|network, threads| network.dyn_session(threads))
            .map(Session::new)
    }
}
