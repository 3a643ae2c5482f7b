//! What generated and run-time networks have in common.

use super::file::Wanted;
use super::{Labels, LoadReport, file, seed};
use crate::session::{Executor, Session};
use crate::tensor::{Outputs, Shape};
use crate::{Error, Layer, LayerMut, Layers};
use googlenet_dsl::graph::{Definition, Graph};
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_dsl::precision::Precision;
use googlenet_dsl::preprocess::Preprocess;
use std::path::Path;
use std::sync::Arc;

/// A network with weights.
pub trait Network {
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

    /// Fills the weights from a safetensors file. A head that only training has may be missing in it as a whole; its
    /// weights stay as they were.
    ///
    /// # Errors
    /// The file cannot be read or does not fit; then every missing, unknown and mis-shaped tensor is listed, and the
    /// weights are as they were.
    fn load_weights(&mut self, path: &Path) -> Result<(), Error> {
        let graph = self.graph();
        let wanted = Wanted::Whole(graph.heads());
        file::load(self.layers_mut(), path, wanted).map(|_| ())
    }

    /// As [`Network::load_weights`], with the file mapped into memory instead of read.
    ///
    /// # Errors
    /// As [`Network::load_weights`].
    fn load_mapped(&mut self, path: &Path) -> Result<(), Error> {
        let graph = self.graph();
        let wanted = Wanted::Whole(graph.heads());
        file::load_mapped(self.layers_mut(), path, wanted)
    }

    /// Fills the weights whose names begin with `prefix` from a safetensors file that may hold fewer or more.
    ///
    /// # Errors
    /// The file cannot be read, or a tensor has another shape; then the weights are as they were.
    fn load_partial(&mut self, path: &Path, prefix: &str) -> Result<LoadReport, Error> {
        file::load(self.layers_mut(), path, Wanted::Prefix(prefix))
    }

    /// Writes the weights, those of all heads among them, to a safetensors file, under `PATH.kernel`, `PATH.bias`.
    ///
    /// # Errors
    /// The file cannot be written; a file of that name is then as it was.
    fn save(&self, path: &Path) -> Result<(), Error> {
        file::save(&self.layers(), path)
    }

    /// A session without shapes in its type.
    fn executor(&self, threads: usize) -> Executor {
        self.executor_with(threads, self.precision())
    }

    /// A session of another precision than the description's.
    fn executor_with(&self, threads: usize, precision: Precision) -> Executor {
        let plan = || self.plan();
        Executor::new(&self.graph(), plan, &self.layers(), threads, precision)
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

    /// Reproducible weights without a file: He-uniform kernels and small biases from [`formula`](crate::formula). The
    /// `k`-th layer with weights takes tensor `seed + 2k` for its kernel and `seed + 2k + 1` for its bias. Heads are
    /// counted behind the network's own layers, whose weights do not depend on them.
    fn seeded(n: u64) -> Self {
        let mut network = Self::zeroed();
        seed(network.layers_mut(), n);
        network
    }

    /// Weights from a safetensors file. Those of a head of training that is not in the file are zero; to train such a
    /// head, begin with [`TypedNetwork::seeded`] and [`Network::load_weights`].
    ///
    /// # Errors
    /// As [`Network::load_weights`].
    fn load(path: &Path) -> Result<Self, Error> {
        let mut network = Self::zeroed();
        network.load_weights(path)?;
        Ok(network)
    }

    /// A session on `threads` threads, the caller's among them.
    fn session(&self, threads: usize) -> Session<Self::Input, Self::Output> {
        Session::new(self.executor(threads))
    }

    /// A session of another precision than the description's.
    fn session_with(
        &self,
        threads: usize,
        precision: Precision,
    ) -> Session<Self::Input, Self::Output> {
        Session::new(self.executor_with(threads, precision))
    }
}
