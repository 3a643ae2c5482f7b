//! The traits of networks: [`Network`] for all, and [`TypedNetwork`] for generated networks, which have their shapes in
//! the type.

use super::builder::session_of;
use super::{Labels, LoadOptions, LoadReport, SessionBuilder, file, seed};
use crate::layer::Layers;
use crate::session::{DynSession, Session, packed_bytes};
use crate::tensor::{Outputs, Shape};
use crate::{Error, Isa, Layer, LayerMut};
use googlenet_dsl::graph::{Definition, Graph};
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_dsl::value::Preprocess;
use googlenet_dsl::value::training::Training;
use googlenet_dsl::value::{Algorithms, DType, Precision};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

/// Supertrait that only generated code and this crate implement, so that no other type can implement [`Network`].
#[doc(hidden)]
pub trait Sealed {}

/// A network with weights. Networks of [`googlenet_model!`](crate::googlenet_model) and
/// [`dynamic::Model`](crate::dynamic::Model) implement the trait; other types cannot.
pub trait Network: Sealed {
    /// Returns the graph of the network in inference: layers as in the description, before planning.
    /// [`Graph::training`] adds the heads (such as auxiliary classifiers) that exist only in training.
    fn graph(&self) -> Graph;

    /// Returns the plan with which sessions run [`Network::graph`]: steps (layers fused with others), their order and
    /// the memory layout. Unless a network holds its plan, each call plans the graph anew.
    fn plan(&self) -> Arc<Plan> {
        let options = PlanOptions::default().with_dtype(self.dtype());
        Arc::new(Plan::for_inference(&self.graph(), &options))
    }

    /// Returns the plan for results of another type than that of [`Network::dtype`], or [`Network::plan`] for that.
    fn plan_of(&self, dtype: DType) -> Arc<Plan> {
        match dtype == self.dtype() {
            true => self.plan(),
            false => {
                let options = PlanOptions::default().with_dtype(dtype);
                Arc::new(Plan::for_inference(&self.graph(), &options))
            }
        }
    }

    /// Returns all layers in the order of the description, without the input: index `i` is the layer with id `i + 1` in
    /// the graph of training. The layers of heads (such as auxiliary classifiers) follow those of the network itself;
    /// the layers of heads that exist only in training come last.
    fn layers(&self) -> Vec<&Layer>;

    /// Returns access to all layers with which their weights can be set, in the order of [`Network::layers`].
    fn layers_mut(&mut self) -> Vec<LayerMut<'_>>;

    /// Returns the conversion of images to the network's input; `None` if the description has none. Images are then
    /// converted by [`Preprocess::plain`] if the input is a map of 1 or 3 channels.
    fn preprocess(&self) -> Option<Preprocess> {
        None
    }

    /// Returns the source of the class names: a file that the description mentions, or [`Labels::None`].
    fn labels(&self) -> Labels {
        Labels::None
    }

    /// Returns the precision that the description sets, which sessions use unless their builder sets another one.
    fn precision(&self) -> Precision {
        Precision::default()
    }

    /// Returns the type of the elements of results that the description sets, which sessions use unless their builder sets
    /// another one. Weights, inputs and outputs are `f32` always.
    fn dtype(&self) -> DType {
        DType::default()
    }

    /// Returns precision and element type of the description, as what decides the algorithms of a session.
    fn algorithms(&self) -> Algorithms {
        Algorithms::from(self.precision()).with_dtype(self.dtype())
    }

    /// Returns how the network is trained, as the description's key `training` says, or [`Training::default`] without one.
    /// Generated networks have a function of this name, too, which needs no weights: `InceptionV1::training()`.
    fn training(&self) -> Training {
        Training::default()
    }

    /// Returns an upper bound on the bytes that a session of one thread holds, packed weights not counted:
    /// [`TypedNetwork::SESSION_BYTES`], computed from graph and plan.
    fn session_bytes(&self) -> u64 {
        self.plan().session_bytes(&self.graph(), self.algorithms())
    }

    /// Returns the size in bytes of the weights when they are packed for the instruction set `isa` and the precision of
    /// the description, which all sessions share. Nothing is packed, and the processor need not support `isa`.
    ///
    /// It is the length of the weights in a file of packed weights, without the file's header, and
    /// [`PackedNetwork::weight_bytes`](crate::PackedNetwork::weight_bytes) on that instruction set. Sizes differ
    /// between instruction sets, as their algorithms do.
    fn packed_bytes(&self, isa: Isa) -> u64 {
        packed_bytes(&self.graph(), &self.plan(), isa, self.algorithms())
    }

    /// Returns the layer with the path `name` in the description, such as `inception_3a.conv_1x1`; `None` if there is
    /// none.
    fn layer(&self, name: &str) -> Option<&Layer> {
        self.layers().into_iter().find(|layer| layer.name() == name)
    }

    /// Returns access to the layer with the path `name` in the description, with which its weights can be set; `None`
    /// if there is none.
    fn layer_mut(&mut self, name: &str) -> Option<LayerMut<'_>> {
        self.layers_mut()
            .into_iter()
            .find(|layer| layer.name() == name)
    }

    /// Returns the L2 penalty of the training loss: the sum over all kernels, those of all heads included, of the
    /// factor `l2` of the layer times the sum of the kernel's squares, as Keras' regulariser `l2` computes it.
    fn l2_penalty(&self) -> f64 {
        self.layers().iter().map(|layer| layer.l2_penalty()).sum()
    }

    /// Sets all weights from a safetensors file. The tensors of a head (such as an auxiliary classifier) that exists
    /// only in training may all be missing in the file; its weights are then left as they were. Sessions that were
    /// created before keep the old weights. [`LoadOptions`] load weights that are not finite, too.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, [`Error::WeightFile`] if its header is no valid one of a safetensors
    /// file, and [`Error::Weights`] with every tensor that is missing, unknown, or of another shape or element type or,
    /// if there are none, with every tensor that has values that are NaN or infinite. The weights are then left as they
    /// were.
    fn load_weights(&mut self, path: impl AsRef<Path>) -> Result<(), Error>
    where
        Self: Sized,
    {
        LoadOptions::new().load(self, path).map(drop)
    }

    /// Sets all weights as [`Network::load_weights`] does, from a file that is mapped into memory instead of read. The
    /// file must not change during the call: if it becomes shorter, the operating system may end the process.
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights`].
    fn load_weights_mapped(&mut self, path: impl AsRef<Path>) -> Result<(), Error>
    where
        Self: Sized,
    {
        LoadOptions::new().load_mapped(self, path).map(drop)
    }

    /// Sets all weights as [`Network::load_weights`] does, from the bytes of a safetensors file. They are copied once,
    /// into the weights. Errors speak of `the bytes`, unless [`Error::named`] gives them a name.
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights`].
    fn load_weights_bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        LoadOptions::new().load_bytes(self, bytes).map(drop)
    }

    /// Sets all weights as [`Network::load_weights`] does, from a reader of a safetensors file, which is read to its
    /// end. Only the weights are held, never the file. Errors speak of `the reader`, unless [`Error::named`] gives it a
    /// name.
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights`].
    fn load_weights_reader(&mut self, reader: impl Read) -> Result<(), Error>
    where
        Self: Sized,
    {
        LoadOptions::new().load_reader(self, reader).map(drop)
    }

    /// Sets those weights whose names in the file (`PATH.kernel`) begin with `prefix` from a safetensors file, which
    /// may lack some of them and may hold other tensors. Returns which tensors were loaded, kept their values, or were
    /// not used.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, [`Error::WeightFile`] if its header is no valid one of a safetensors
    /// file, and [`Error::Weights`] with every tensor that would be loaded but has another shape or element type, or
    /// values that are not finite. The weights are then left as they were.
    fn load_weights_prefixed(
        &mut self,
        path: impl AsRef<Path>,
        prefix: &str,
    ) -> Result<LoadReport, Error>
    where
        Self: Sized,
    {
        LoadOptions::new().prefix(prefix).load(self, path)
    }

    /// Sets weights as [`Network::load_weights_prefixed`] does, from the bytes of a safetensors file.
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights_prefixed`].
    fn load_weights_prefixed_bytes(
        &mut self,
        bytes: &[u8],
        prefix: &str,
    ) -> Result<LoadReport, Error> {
        LoadOptions::new().prefix(prefix).load_bytes(self, bytes)
    }

    /// Sets weights as [`Network::load_weights_prefixed`] does, from a reader of a safetensors file, which is read to
    /// its end.
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights_prefixed`].
    fn load_weights_prefixed_reader(
        &mut self,
        reader: impl Read,
        prefix: &str,
    ) -> Result<LoadReport, Error>
    where
        Self: Sized,
    {
        LoadOptions::new().prefix(prefix).load_reader(self, reader)
    }

    /// Writes all weights, those of heads included, to a safetensors file. A tensor's name is the path of its layer and
    /// the name of the weight: `PATH.kernel`, `PATH.bias`.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be written; an existing file is then left as it was. [`Error::WeightFile`] if
    /// the file's header would be longer than 100 MB.
    fn save_weights(&self, path: impl AsRef<Path>) -> Result<(), Error>
    where
        Self: Sized,
    {
        file::save(&self.layers(), path.as_ref())
    }

    /// Writes the content of the file of [`Network::save_weights`] to any writer.
    ///
    /// # Errors
    /// Returns the first error of the writer, or one of the kind `InvalidInput` if the header would be longer than 100
    /// MB.
    fn write_weights(&self, to: &mut dyn Write) -> io::Result<()> {
        file::write(&self.layers(), to)
    }

    /// Returns a session without shapes in its type, on `threads` threads (one if that is 0), the calling thread
    /// included, with the precision and the element type of the description.
    fn dyn_session(&self, threads: usize) -> DynSession {
        session_of(self, threads, self.algorithms())
    }

    /// Returns a builder of sessions, which sets threads, batch, precision, memory and taps (layers whose results are
    /// recorded).
    fn session_builder(&self) -> SessionBuilder<'_, Self>
    where
        Self: Sized,
    {
        SessionBuilder::new(self)
    }
}

/// A network that [`googlenet_model!`](crate::googlenet_model) compiled, with the shapes of its input and outputs in
/// the type.
pub trait TypedNetwork: Network + Sized {
    /// Shape of the network's input.
    type Input: Shape;
    /// Shape of the network's output in inference, or a tuple of the shapes of its outputs in the order of the
    /// description.
    type Output: Outputs;
    /// Number of parameters of the layers in inference, the moving statistics of batch normalisations included.
    const PARAMS: u64;
    /// Number of trainable parameters of the layers in inference, which leaves out moving statistics.
    const TRAINABLE_PARAMS: u64;
    /// Number of trainable parameters of all layers, those of heads that exist only in training included.
    const TRAINING_PARAMS: u64;
    /// Number of multiply-accumulates in inference for one image, products with padding included.
    const MACS: u64;
    /// Size in bytes of the arena in which a session holds the activations of one image.
    ///
    /// Arenas and packed weights of 1 MiB or more come from the operating system directly, so that an allocator that
    /// counts or limits what it gives does not see them. A static pool of this size holds no session: see
    /// [`TypedNetwork::SESSION_BYTES`].
    const ARENA_BYTES: u64;
    /// Size in bytes of the arena in which training holds the results and gradients of one image, heads that exist in
    /// training only included, with all layers learning.
    const TRAINING_ARENA_BYTES: u64;
    /// Upper bound, over all instruction sets, on the bytes that the first session of one thread and a batch of one
    /// holds, packed weights not counted, with the precision of the description.
    ///
    /// Counted are the arena, the thread's scratch memory, the plan with the tables of its algorithms, names, and the
    /// values that a run returns for one image. Not counted are the weights of the network, packed weights
    /// ([`Network::packed_bytes`]), the input, taps, and what the process holds once for all networks, up to 32 KiB:
    /// the algorithms measured for an instruction set. Further sessions share the plan and hold less; more threads and
    /// a larger batch need more.
    const SESSION_BYTES: u64;
    /// How the network is trained, as [`Training::from_text`] reads it; empty if the description does not say.
    #[doc(hidden)]
    const TRAINING: &'static str = "";

    /// Returns the definition that the compiler generated: all layers, outputs and heads as constants, without weights.
    fn definition() -> &'static Definition;

    /// Builds the network of its layers, which must be those of the definition, in order.
    #[doc(hidden)]
    fn from_layers(layers: Layers) -> Self;

    /// Returns the graph of the network in inference, built from [`TypedNetwork::definition`].
    ///
    /// # Panics
    /// Panics if a layer of the definition does not fit its inputs, which the compiler never generates.
    fn portable_graph() -> Graph {
        match Graph::build(Self::definition()) {
            Ok(graph) => graph,
            Err(wrong) => panic!("`{}` of a compiled network: {}", wrong.0, wrong.1),
        }
    }

    /// Returns a network whose weights are all zero.
    fn zeroed() -> Self {
        let layers = Layer::all(&Self::portable_graph());
        Self::from_layers(Layers::new(layers))
    }

    /// Returns a network with reproducible weights, which are computed from the seed `n` by
    /// [`formula`](crate::weights::formula), here `u(tensor, i)`.
    ///
    /// The `k`-th layer with weights, counted from 0, uses the tensors `a = n + 2k` and `b = n + 2k + 1`. Value `i` of
    /// a kernel is `u(a, i) * sqrt(6 / fan_in)` (He uniform), of a bias `0.1 * u(b, i)`. A batch normalisation has, for
    /// channel `c`, the gamma `1 + u(a, 2c) / 10`, the beta `u(a, 2c + 1) / 10`, the moving mean `u(b, 2c) / 10` and
    /// the moving variance `1 + u(b, 2c + 1) / 2`, and a `prelu` the slope `(1 + u(a, c)) / 4`. Layers of heads are
    /// counted after the network's own layers, whose weights therefore do not depend on heads.
    fn seeded(n: u64) -> Self {
        let mut network = Self::zeroed();
        seed(network.layers_mut(), n);
        network
    }

    /// Returns a network with the weights of a safetensors file. The weights of a head (such as an auxiliary
    /// classifier) that exists only in training and is not in the file are zero; to train such a head, call
    /// [`TypedNetwork::seeded`] and then [`Network::load_weights`].
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights`].
    fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let mut network = Self::zeroed();
        network.load_weights(path)?;
        Ok(network)
    }

    /// Returns a network with the weights of the bytes of a safetensors file; otherwise as [`TypedNetwork::load`].
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights_bytes`].
    fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut network = Self::zeroed();
        network.load_weights_bytes(bytes)?;
        Ok(network)
    }

    /// Returns a network with the weights of a reader of a safetensors file; otherwise as [`TypedNetwork::load`].
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights_reader`].
    fn from_reader(reader: impl Read) -> Result<Self, Error> {
        let mut network = Self::zeroed();
        network.load_weights_reader(reader)?;
        Ok(network)
    }

    /// Returns a session on `threads` threads (one if that is 0), the calling thread included, with the precision of
    /// the description.
    fn session(&self, threads: usize) -> Session<Self::Input, Self::Output> {
        Session::new(self.dyn_session(threads))
    }
}
