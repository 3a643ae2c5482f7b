//! Packed networks with their shapes in the type.

use super::PackedNetwork;
use crate::model::SessionBuilder;
use crate::{Error, Session, TypedNetwork};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::value::Precision;
use std::fmt;
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
    /// precision of the description.
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::load`].
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let (graph, precision) = described::<N>();
        PackedNetwork::load(&graph, path, precision).map(TypedPacked::of)
    }

    /// Maps the file of packed weights `path` for the network `N`, as [`PackedNetwork::open`] does, with the precision
    /// of the description. The weights themselves are not checked; see [`PackedNetwork::verify`].
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let (graph, precision) = described::<N>();
        PackedNetwork::open(&graph, path, precision).map(TypedPacked::of)
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

/// Returns the graph and the description's precision of the network `N`.
fn described<N: TypedNetwork>() -> (Graph, Precision) {
    // The values of weights that were never set take no memory until they are read.
    (N::portable_graph(), N::zeroed().precision())
}

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
