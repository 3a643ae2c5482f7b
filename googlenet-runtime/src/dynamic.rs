//! Networks whose descriptions are compiled from YAML, or whose graphs are built, at run time.

use crate::model::{Labels, Network, Sealed, seed};
use crate::{Error, Layer, LayerMut};
use googlenet_dsl::diagnostic::{Diagnostics, Source};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_dsl::value::Preprocess;
use googlenet_dsl::value::training::Training;
use googlenet_dsl::value::{DType, Precision};
use googlenet_dsl::{Compiled, compile};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A network that was compiled or built at run time, with its weights. Its sessions run the same plan as those of the
/// network that [`googlenet_model!`](crate::googlenet_model) compiles from the same description, and compute the same
/// bits.
#[derive(Debug, Clone)]
pub struct Model {
    graph: Graph,
    plan: Arc<Plan>,
    layers: Vec<Layer>,
    preprocess: Option<Preprocess>,
    labels: Labels,
    precision: Precision,
    dtype: DType,
    training: Training,
}

impl Model {
    /// Compiles the description in the YAML file `path`. All weights are zero. A file of class names is looked up
    /// relative to the folder of `path`.
    ///
    /// # Errors
    /// Returns all mistakes (at most 100) of the first compiler stage that finds any, or a single one if the file
    /// cannot be read, is larger than 1 MiB or is no UTF-8 text. `Display` renders them as plain text, in the style of
    /// `rustc` and `googlenet check`. Blocks, columns and defaults that nothing uses, and broken budgets, are mistakes,
    /// too; to use such a network all the same, pass what [`CompileOptions::lenient`](googlenet_dsl::CompileOptions::lenient)
    /// compiles to [`Model::from_compiled`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Model, Diagnostics> {
        let path = path.as_ref();
        let source = Source::open(path, path.display().to_string())?;
        Ok(Model::from_compiled(compile(&source)?, path.parent()))
    }

    /// Compiles the YAML description `text`; error messages use `name` in place of the file name. All weights are zero.
    /// As no folder is known, a file of class names that the description mentions is recorded as [`Labels::Missing`].
    ///
    /// # Errors
    /// Returns all mistakes (at most 100) of the first compiler stage that finds any, or a single one if the text is
    /// longer than 1 MiB.
    pub fn from_text(name: &str, text: &str) -> Result<Model, Diagnostics> {
        let source = Source::from_bytes(name, text)?;
        Ok(Model::from_compiled(compile(&source)?, None))
    }

    /// Creates a network from a graph, and plans it with the default options. All weights are zero; there are no class
    /// names and no preprocessing, the precision is [`Precision::Fast`], and results are `f32`.
    pub fn from_graph(graph: Graph) -> Model {
        let plan = Plan::for_inference(&graph, &PlanOptions::default()).into();
        Model::planned(graph, plan)
    }

    fn planned(graph: Graph, plan: Arc<Plan>) -> Model {
        let layers = Layer::all(&graph);
        Model {
            graph,
            plan,
            layers,
            preprocess: None,
            labels: Labels::None,
            precision: Precision::default(),
            dtype: DType::default(),
            training: Training::default(),
        }
    }

    /// Creates a network from a compiled description. All weights are zero. `folder` is the folder of the description;
    /// the file of class names is read from it when [`Labels::read`] is called, and recorded as [`Labels::Missing`] if
    /// `folder` is `None`.
    pub fn from_compiled(compiled: Compiled, folder: Option<&Path>) -> Model {
        let labels = match (compiled.labels, folder) {
            (None, _) => Labels::None,
            (Some(path), Some(folder)) => Labels::File {
                folder: folder.to_owned(),
                path,
            },
            (Some(path), None) => Labels::Missing { path: path.into() },
        };
        Model {
            preprocess: compiled.preprocess,
            labels,
            precision: compiled.precision,
            dtype: compiled.dtype,
            training: compiled.training.unwrap_or_default(),
            ..Model::planned(compiled.graph, compiled.plan.into())
        }
    }

    /// Returns the network with other class names.
    #[must_use]
    pub fn with_labels(self, labels: Labels) -> Model {
        Model { labels, ..self }
    }

    /// Returns the network with all weights replaced by reproducible ones, the same ones as
    /// [`TypedNetwork::seeded`](crate::TypedNetwork::seeded) with `n` as the seed.
    #[must_use]
    pub fn seeded(mut self, n: u64) -> Model {
        seed(self.layers_mut(), n);
        self
    }

    /// Returns the network with the weights of the safetensors file `path`; see [`Network::load_weights`].
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights`].
    pub fn load(mut self, path: impl AsRef<Path>) -> Result<Model, Error> {
        self.load_weights(path)?;
        Ok(self)
    }

    /// Returns the network with the weights of the bytes of a safetensors file; see [`Network::load_weights_bytes`].
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights_bytes`].
    pub fn load_bytes(mut self, bytes: &[u8]) -> Result<Model, Error> {
        self.load_weights_bytes(bytes)?;
        Ok(self)
    }

    /// Returns the network with the weights of a reader of a safetensors file; see [`Network::load_weights_reader`].
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights_reader`].
    pub fn load_reader(mut self, reader: impl Read) -> Result<Model, Error> {
        self.load_weights_reader(reader)?;
        Ok(self)
    }
}

impl Sealed for Model {}

impl Network for Model {
    fn graph(&self) -> Graph {
        self.graph.clone()
    }

    fn plan(&self) -> Arc<Plan> {
        Arc::clone(&self.plan)
    }

    fn preprocess(&self) -> Option<Preprocess> {
        self.preprocess.clone()
    }

    fn labels(&self) -> Labels {
        self.labels.clone()
    }

    fn precision(&self) -> Precision {
        self.precision
    }

    fn dtype(&self) -> DType {
        self.dtype
    }

    fn training(&self) -> Training {
        self.training.clone()
    }

    fn layers(&self) -> Vec<&Layer> {
        self.layers.iter().collect()
    }

    fn layers_mut(&mut self) -> Vec<LayerMut<'_>> {
        self.layers.iter_mut().map(LayerMut::new).collect()
    }
}

/// A trainer of a network that was compiled or built at run time.
#[cfg(feature = "train")]
pub type Trainer = crate::train::Trainer<Model>;

#[cfg(feature = "train")]
impl Trainer {
    /// Trains one step on a batch of images and the class of each, as
    /// [`Trainer::step_values`](crate::train::Trainer::step_values) does.
    ///
    /// # Errors
    /// Returns the errors of [`Trainer::step_values`](crate::train::Trainer::step_values).
    pub fn step(
        &mut self,
        images: &[f32],
        labels: &[u32],
    ) -> Result<crate::train::Metrics, crate::train::TrainError> {
        self.step_values(images, labels)
    }
}
