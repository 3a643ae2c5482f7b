//! Networks from YAML at run time.

use crate::model::{Labels, Network, seed};
use crate::{Error, Layer, LayerMut};
use googlenet_dsl::diagnostic::{Diagnostics, Source};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_dsl::precision::Precision;
use googlenet_dsl::preprocess::Preprocess;
use googlenet_dsl::{Compiled, compile};
use std::path::Path;
use std::sync::Arc;

/// A network whose description was read at run time. It runs the same plan as the compiled one, to the same bits.
#[derive(Debug, Clone)]
pub struct Model {
    graph: Graph,
    plan: Arc<Plan>,
    layers: Vec<Layer>,
    preprocess: Option<Preprocess>,
    labels: Labels,
    precision: Precision,
}

impl Model {
    /// Compiles a file. The weights are zero.
    ///
    /// # Errors
    /// Every mistake, as `rustc` and `googlenet check` show it.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Model, Diagnostics> {
        let path = path.as_ref();
        let source = Source::open(path, path.display().to_string())?;
        Ok(Model::from_compiled(compile(&source)?, path.parent()))
    }

    /// Compiles a text; `name` is what messages call it. The weights are zero. As there is no folder, labels that the
    /// text names are missing.
    ///
    /// # Errors
    /// Every mistake.
    pub fn from_text(name: &str, text: &str) -> Result<Model, Diagnostics> {
        let source = Source::from_bytes(name, text)?;
        Ok(Model::from_compiled(compile(&source)?, None))
    }

    /// A network of a compiled graph. The weights are zero.
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
        }
    }

    /// A compiled network. The weights are zero; labels are read from `folder`, that of the description, once they are
    /// asked for.
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
            ..Model::planned(compiled.graph, compiled.plan.into())
        }
    }

    /// The same network with reproducible weights, those of
    /// [`TypedNetwork::seeded`](crate::TypedNetwork::seeded).
    #[must_use]
    pub fn seeded(mut self, n: u64) -> Model {
        seed(self.layers_mut(), n);
        self
    }

    /// The same network with the weights of a safetensors file.
    ///
    /// # Errors
    /// As [`Network::load_weights`].
    pub fn load(mut self, path: impl AsRef<Path>) -> Result<Model, Error> {
        self.load_weights(path.as_ref())?;
        Ok(self)
    }
}

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

    fn layers(&self) -> Vec<&Layer> {
        self.layers.iter().collect()
    }

    fn layers_mut(&mut self) -> Vec<LayerMut<'_>> {
        self.layers.iter_mut().map(LayerMut::new).collect()
    }
}
