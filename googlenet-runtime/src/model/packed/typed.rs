//! Packed networks with their shapes in the type.

use super::PackedNetwork;
use crate::model::{Sealed, SessionBuilder};
use crate::{Error, Session, TypedNetwork};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::value::Algorithms;
use std::fmt;
use std::io::Read;
use std::marker::PhantomData;
use std::ops::Deref;
use std::path::Path;

/// A [`PackedNetwork`] of the network type `N`, whose sessions have the shapes of `N` in their type.
pub struct TypedPacked<N> {
    packed: PackedNetwork,
    network: PhantomData<fn() -> N>,
}

impl<N: TypedNetwork> TypedPacked<N> {
    /// Packs the weights of a network on all processors and drops the source weights, as [`PackedNetwork::new`] does.
    pub fn new(network: N) -> Self {
        TypedPacked::of(PackedNetwork::new(network))
    }

    /// Packs the weights of the safetensors file `path` for the network `N`, as [`PackedNetwork::load`] does, with the
    /// algorithms of the description.
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::load`].
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        TypedPacked::described(|graph, algorithms| PackedNetwork::load(graph, path, algorithms))
    }

    /// Packs the weights of the bytes of a safetensors file, as [`PackedNetwork::load_bytes`] does.
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::load`].
    pub fn load_bytes(bytes: &[u8]) -> Result<Self, Error> {
        TypedPacked::described(|graph, algorithms| {
            PackedNetwork::load_bytes(graph, bytes, algorithms)
        })
    }

    /// Packs the weights of a reader of a safetensors file, as [`PackedNetwork::load_reader`] does.
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::load`].
    pub fn load_reader(reader: impl Read) -> Result<Self, Error> {
        TypedPacked::described(|graph, algorithms| {
            PackedNetwork::load_reader(graph, reader, algorithms)
        })
    }

    /// Maps the file of packed weights `path` for the network `N`, as [`PackedNetwork::open`] does, with the precision
    /// of the description. The weights themselves are not checked; see [`PackedNetwork::verify`].
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        TypedPacked::described(|graph, algorithms| PackedNetwork::open(graph, path, algorithms))
    }

    /// Copies packed weights out of the bytes of a file, as [`PackedNetwork::from_bytes`] does.
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::open`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        TypedPacked::described(|graph, algorithms| {
            PackedNetwork::from_bytes(graph, bytes, algorithms)
        })
    }

    /// Reads packed weights from a reader of a file, as [`PackedNetwork::from_reader`] does.
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::open`].
    pub fn from_reader(reader: impl Read) -> Result<Self, Error> {
        TypedPacked::described(|graph, algorithms| {
            PackedNetwork::from_reader(graph, reader, algorithms)
        })
    }

    /// Uses packed weights that are part of the program, as [`include_packed!`](crate::include_packed) puts them there,
    /// without a copy; see [`PackedNetwork::from_static`].
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::from_static`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, Error> {
        TypedPacked::described(|graph, algorithms| {
            PackedNetwork::from_static(graph, bytes, algorithms)
        })
    }

    /// Returns the packed network with its shapes in the type, as for weights that were packed with a [`Memory`] or a
    /// precision of the caller's choice; `None` if it is not the network `N` in inference.
    ///
    /// [`Memory`]: crate::Memory
    pub fn of_packed(packed: PackedNetwork) -> Option<Self> {
        let is_network = packed.graph().definition() == N::portable_graph().definition();
        is_network.then(|| TypedPacked::of(packed.described_by(&N::zeroed())))
    }

    /// Returns the packed network that `packed` makes of the graph and the description's algorithms of `N`, with the
    /// preprocessing and the class names of `N`.
    fn described(
        packed: impl FnOnce(&Graph, Algorithms) -> Result<PackedNetwork, Error>,
    ) -> Result<Self, Error> {
        // The values of weights that were never set take no memory until they are read.
        let network = N::zeroed();
        let packed = packed(&N::portable_graph(), network.algorithms())?;
        Ok(TypedPacked::of(packed.described_by(&network)))
    }

    fn of(packed: PackedNetwork) -> Self {
        TypedPacked {
            packed,
            network: PhantomData,
        }
    }

    /// Returns a builder of sessions, which sets threads, batch and taps (layers whose results are recorded).
    pub fn session_builder(&self) -> SessionBuilder<'_, Self> {
        SessionBuilder::new(self)
    }

    /// Returns a session on `threads` threads (one if that is 0), the calling thread included.
    pub fn session(&self, threads: usize) -> Session<N::Input, N::Output> {
        Session::new(self.packed.dyn_session(threads))
    }
}

impl<N> Sealed for TypedPacked<N> {}

impl<N> Deref for TypedPacked<N> {
    type Target = PackedNetwork;

    fn deref(&self) -> &PackedNetwork {
        &self.packed
    }
}

impl<N> Clone for TypedPacked<N> {
    fn clone(&self) -> Self {
        TypedPacked {
            packed: self.packed.clone(),
            network: PhantomData,
        }
    }
}

impl<N> fmt::Debug for TypedPacked<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.packed.fmt(f)
    }
}
