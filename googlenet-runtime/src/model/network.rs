//! What generated and run-time networks have in common.

use super::file::Wanted;
use super::{Labels, LoadReport, SessionBuilder, file, seed};
use crate::layer::Layers;
use crate::session::{DynSession, Session};
use crate::tensor::{Outputs, Shape};
use crate::{Error, Layer, LayerMut};
use googlenet_dsl::graph::{Definition, Graph};
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_dsl::precision::Precision;
use googlenet_dsl::preprocess::Preprocess;
use std::path::Path;
use std::sync::Arc;

/// Seal of [`Network`], which generated code implements.
#[doc(hidden)]
pub trait Sealed {}

/// A network with weights. The macro and [`dynamic::Model`](crate::dynamic::Model) implement it; other types cannot.
pub trait Network: Sealed {
    /// The portable graph of inference; [`Graph::training`] has the heads of training.
    fn graph(&self) -> Graph;

    /// How inference runs: the plan of [`Network::graph`].
    fn plan(&self) -> Arc<Plan> {
        Arc::new(Plan::for_inference(&self.graph(), &PlanOptions::default()))
    }

    /// The layers in the order of the file, the input left out: the layer at place `i` is the graph's `i + 1`. Behind
    /// the network's own stand those of its heads, those that only training has last.
    fn layers(&self) -> Vec<&Layer>;

    /// The same, to change.
    fn layers_mut(&mut self) -> Vec<LayerMut<'_>>;

    /// How images become the input, where the description says it; [`Preprocess::plain`] is what else holds.
    fn preprocess(&self) -> Option<Preprocess> {
        None
    }

    /// Where the names of the classes are.
    fn labels(&self) -> Labels {
        Labels::None
    }

    /// How exactly results are computed.
    fn precision(&self) -> Precision {
        Precision::default()
    }

    /// The layer of that path in the file.
    fn layer(&self, name: &str) -> Option<&Layer> {
        self.layers().into_iter().find(|layer| layer.name() == name)
    }

    /// The same, to change.
    fn layer_mut(&mut self, name: &str) -> Option<LayerMut<'_>> {
        self.layers_mut()
            .into_iter()
            .find(|layer| layer.name() == name)
    }

    /// The sum over all kernels, those of heads among them, of their L2 factor times their sum of squares, as Keras' `l2`
    /// regulariser.
    fn l2_penalty(&self) -> f64 {
        self.layers().iter().map(|layer| layer.l2_penalty()).sum()
    }

    /// Fills the weights from a safetensors file. A head that only training has may be missing in the file as a whole; its
    /// weights then stay as they were.
    ///
    /// # Errors
    /// [`Error::File`] or [`Error::WeightFile`] if the file cannot be read; [`Error::Weights`] with every missing, unknown
    /// and mis-shaped tensor if it does not fit. The weights are then as they were.
    fn load_weights(&mut self, path: impl AsRef<Path>) -> Result<(), Error>
    where
        Self: Sized,
    {
        let graph = self.graph();
        let wanted = Wanted::Whole(graph.heads());
        file::load(self.layers_mut(), path.as_ref(), wanted).map(|_| ())
    }

    /// Fills the weights as [`Network::load_weights`] does, from a file that is mapped into memory instead of read.
    ///
    /// # Errors
    /// Those of [`Network::load_weights`].
    fn load_weights_mapped(&mut self, path: impl AsRef<Path>) -> Result<(), Error>
    where
        Self: Sized,
    {
        let graph = self.graph();
        let wanted = Wanted::Whole(graph.heads());
        file::load_mapped(self.layers_mut(), path.as_ref(), wanted)
    }

    /// Fills the weights whose names begin with `prefix` from a safetensors file that may hold fewer or more tensors.
    ///
    /// # Errors
    /// [`Error::File`] or [`Error::WeightFile`] if the file cannot be read; [`Error::Weights`] if a tensor has another
    /// shape. The weights are then as they were.
    fn load_weights_prefixed(
        &mut self,
        path: impl AsRef<Path>,
        prefix: &str,
    ) -> Result<LoadReport, Error>
    where
        Self: Sized,
    {
        let wanted = Wanted::Prefix(prefix);
        file::load(self.layers_mut(), path.as_ref(), wanted)
    }

    /// Writes the weights, with those of all heads, to a safetensors file, under `PATH.kernel`, `PATH.bias`.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be written; a file of that name is then as it was.
    fn save_weights(&self, path: impl AsRef<Path>) -> Result<(), Error>
    where
        Self: Sized,
    {
        file::save(&self.layers(), path.as_ref())
    }

    /// Returns a session without shapes in its type, on `threads` threads, the caller's included.
    fn dyn_session(&self, threads: usize) -> DynSession {
        let plan = || self.plan();
        let (graph, layers) = (self.graph(), self.layers());
        DynSession::new(&graph, plan, &layers, threads, self.precision())
    }

    /// Returns a builder of sessions with more choices: batch, precision, taps.
    fn session_builder(&self) -> SessionBuilder<'_, Self>
    where
        Self: Sized,
    {
        SessionBuilder::new(self)
    }
}

/// A network whose shapes are in its type.
pub trait TypedNetwork: Network + Sized {
    /// The shape that it reads.
    type Input: Shape;
    /// The shape that it makes, or a tuple of the shapes.
    type Output: Outputs;
    /// Parameters, moving statistics included.
    const PARAMS: u64;
    /// Parameters that training changes.
    const TRAINABLE_PARAMS: u64;
    /// Parameters that training changes, those of the heads that only training has among them.
    const TRAINING_PARAMS: u64;
    /// Multiply-accumulates for one image, products with padding counted.
    const MACS: u64;
    /// Bytes of activations that a session holds for one image.
    const ARENA_BYTES: u64;

    /// The network as a list of layers.
    fn definition() -> &'static Definition;

    /// Takes its layers in order.
    #[doc(hidden)]
    fn from_layers(layers: &mut Layers) -> Self;

    /// The portable graph.
    ///
    /// # Panics
    /// The definition is not one that the compiler made.
    fn portable_graph() -> Graph {
        match Graph::build(Self::definition()) {
            Ok(graph) => graph,
            Err(wrong) => panic!("`{}` of a compiled network: {}", wrong.0, wrong.1),
        }
    }

    /// All weights zero.
    fn zeroed() -> Self {
        let layers = Layer::all(&Self::portable_graph());
        Self::from_layers(&mut Layers::new(layers))
    }

    /// Reproducible weights without a file: He-uniform kernels and small biases from [`formula`](crate::weights::formula). The
    /// `k`-th layer with weights takes tensor `seed + 2k` for its kernel and `seed + 2k + 1` for its bias. Heads are
    /// counted behind the network's own layers, whose weights do not depend on them.
    fn seeded(n: u64) -> Self {
        let mut network = Self::zeroed();
        seed(network.layers_mut(), n);
        network
    }

    /// Returns a network with the weights of a safetensors file. Those of a head of training that is not in the file are
    /// zero; to train such a head, begin with [`TypedNetwork::seeded`] and [`Network::load_weights`].
    ///
    /// # Errors
    /// Those of [`Network::load_weights`].
    fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let mut network = Self::zeroed();
        network.load_weights(path)?;
        Ok(network)
    }

    /// Returns a session on `threads` threads, the caller's included.
    fn session(&self, threads: usize) -> Session<Self::Input, Self::Output> {
        Session::new(self.dyn_session(threads))
    }
}
