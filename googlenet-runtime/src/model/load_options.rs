//! Options of loading weights.

use super::file::{self, Input, Loading, Wanted};
use super::{LoadReport, Network, PackedNetwork};
use crate::Error;
use googlenet_dsl::graph::{Graph, Head};
use googlenet_dsl::value::Algorithms;
use std::io::Read;
use std::path::Path;

/// Options with which weights are loaded from a safetensors file: a part of them, and weights that are not finite.
///
/// ```
/// # use googlenet_runtime::{Error, LoadOptions, Network};
/// # fn loaded(model: &mut impl Network) -> Result<(), Error> {
/// let options = LoadOptions::new().prefix("inception_3a.").allow_non_finite(true);
/// let report = options.load(model, "weights.safetensors")?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct LoadOptions {
    prefix: Option<String>,
    allow_non_finite: bool,
}

impl LoadOptions {
    /// Creates the options of [`Network::load_weights`]: all weights, which must be finite.
    pub fn new() -> Self {
        LoadOptions::default()
    }

    /// Loads only those weights whose names in the file (`PATH.kernel`) begin with `prefix`. The file may lack some of
    /// them, and may hold other tensors.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// Sets whether weights may be NaN or infinite; they may not unless `allow` is `true`.
    pub fn allow_non_finite(mut self, allow: bool) -> Self {
        self.allow_non_finite = allow;
        self
    }

    fn loading<'a>(&'a self, heads: &'a [Head]) -> Loading<'a> {
        Loading {
            wanted: match &self.prefix {
                Some(prefix) => Wanted::Prefix(prefix),
                None => Wanted::Whole(heads),
            },
            allow_non_finite: self.allow_non_finite,
        }
    }

    fn fill(
        &self,
        network: &mut (impl Network + ?Sized),
        input: Input<'_>,
    ) -> Result<LoadReport, Error> {
        let graph = network.graph();
        file::load(network.layers_mut(), input, self.loading(graph.heads()))
    }

    /// Sets weights of a network from the file `path`. Returns which tensors were loaded, kept their values, or were
    /// not used.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, [`Error::WeightFile`] if its header is no valid one of a safetensors
    /// file, and [`Error::Weights`] with every tensor that does not fit or, if all fit, with every tensor that is not
    /// finite. The weights are then left as they were.
    pub fn load(
        &self,
        network: &mut (impl Network + ?Sized),
        path: impl AsRef<Path>,
    ) -> Result<LoadReport, Error> {
        self.fill(network, Input::File(path.as_ref()))
    }

    /// Sets weights of a network as [`LoadOptions::load`] does, from a file that is mapped into memory instead of read.
    /// The file must not change during the call: if it becomes shorter, the operating system may end the process.
    ///
    /// # Errors
    /// Returns the errors of [`LoadOptions::load`].
    pub fn load_mapped(
        &self,
        network: &mut (impl Network + ?Sized),
        path: impl AsRef<Path>,
    ) -> Result<LoadReport, Error> {
        self.fill(network, Input::Mapped(path.as_ref()))
    }

    /// Sets weights of a network as [`LoadOptions::load`] does, from the bytes of a file. They are copied once, into
    /// the weights.
    ///
    /// # Errors
    /// Returns the errors of [`LoadOptions::load`].
    pub fn load_bytes(
        &self,
        network: &mut (impl Network + ?Sized),
        bytes: &[u8],
    ) -> Result<LoadReport, Error> {
        self.fill(network, Input::Bytes(bytes))
    }

    /// Sets weights of a network as [`LoadOptions::load`] does, from a reader of a file, which is read to its end. Only
    /// the weights are held, never the file; a reader that is slow for small reads is to be buffered.
    ///
    /// # Errors
    /// Returns the errors of [`LoadOptions::load`].
    pub fn load_reader(
        &self,
        network: &mut (impl Network + ?Sized),
        mut reader: impl Read,
    ) -> Result<LoadReport, Error> {
        self.fill(network, Input::Reader(&mut reader))
    }

    /// Packs the weights of the file `path` as [`PackedNetwork::load`] does. Weights that are not loaded are zero.
    ///
    /// # Errors
    /// Returns the errors of [`LoadOptions::load`].
    pub fn pack(
        &self,
        graph: &Graph,
        path: impl AsRef<Path>,
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        let loading = self.loading(graph.heads());
        PackedNetwork::of_weights(graph, Input::File(path.as_ref()), precision.into(), loading)
    }

    /// Packs the weights of the bytes of a file as [`PackedNetwork::load_bytes`] does; see [`LoadOptions::pack`].
    ///
    /// # Errors
    /// Returns the errors of [`LoadOptions::load`].
    pub fn pack_bytes(
        &self,
        graph: &Graph,
        bytes: &[u8],
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        let loading = self.loading(graph.heads());
        PackedNetwork::of_weights(graph, Input::Bytes(bytes), precision.into(), loading)
    }

    /// Packs the weights of a reader of a file as [`PackedNetwork::load_reader`] does; see [`LoadOptions::pack`].
    ///
    /// # Errors
    /// Returns the errors of [`LoadOptions::load`].
    pub fn pack_reader(
        &self,
        graph: &Graph,
        mut reader: impl Read,
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        let loading = self.loading(graph.heads());
        PackedNetwork::of_weights(graph, Input::Reader(&mut reader), precision.into(), loading)
    }
}
