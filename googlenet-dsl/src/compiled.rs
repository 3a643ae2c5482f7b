//! The result type of the compiler.

use crate::diagnostic::{Diagnostics, Span};
use crate::graph::Graph;
use crate::plan::Plan;
use crate::tree::Item;
use crate::value::training::Training;
use crate::value::{Algorithms, DType, Names, Precision, Preprocess, Published};

/// A compiled network: what the compiler makes of a description without errors. The file of labels has not been read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Compiled {
    /// The name of the network, which the file gives as `name`.
    pub name: String,
    /// The portable graph: the layers of the description with their shapes and connections, those of heads (auxiliary
    /// classifiers) included.
    pub graph: Graph,
    /// The plan for inference: the order of the steps, and the place of every result in the arena (the memory of one
    /// image's results).
    pub plan: Plan,
    /// The layers as a tree, without the input, grouped as in the file: first the steps of `layers`, then a group for
    /// each head, those that exist in training only last.
    pub items: Vec<Item>,
    /// The conversion of images to the network's input; `None` if the file has no `preprocess`.
    pub preprocess: Option<Preprocess>,
    /// The path of the file with the class names, relative to the description's folder and inside of it, with `/`
    /// between folders; `None` if the file has no `labels`.
    pub labels: Option<String>,
    /// The position of the value of `labels`.
    pub(crate) labels_span: Option<Span>,
    /// The precision that the file requests, or the default. Callers may compute the network in another one.
    pub precision: Precision,
    /// The type of the elements of results that the file requests, which is that of [`Compiled::plan`], or the default.
    /// Callers may compute the network with another one.
    pub dtype: DType,
    /// The tool whose names of layers [`Layer::source`](crate::graph::Layer::source) has, each layer's; `None` if the
    /// file has no `names`.
    pub names: Option<Names>,
    /// The figures that a paper gives of the network; `None` if the file has no `published`.
    pub published: Option<Published>,
    /// How the network is trained; `None` if the file has no `training`, and training is as
    /// [`Training::default`] says.
    pub training: Option<Training>,
    /// The warnings, in ascending order of their positions in the file; empty unless
    /// [`CompileOptions::lenient`](crate::CompileOptions::lenient) is set.
    pub warnings: Diagnostics,
}

impl Compiled {
    /// Returns an upper bound on the number of bytes that a session of one thread holds, with what the file
    /// requests and without packed weights: see [`Plan::session_bytes`].
    pub fn session_bytes(&self) -> u64 {
        self.plan.session_bytes(&self.graph, self.algorithms())
    }

    /// Returns the precision and the element type that the file requests, as what decides the algorithms.
    pub fn algorithms(&self) -> Algorithms {
        Algorithms::from(self.precision).with_dtype(self.dtype)
    }

    /// Returns the bytes of the arena that training holds for the results and gradients of one image, with all layers
    /// learning: see [`TrainingPlan::arena_bytes`](crate::plan::training::TrainingPlan::arena_bytes).
    pub fn training_arena_bytes(&self) -> u64 {
        let options = crate::plan::training::TrainingOptions::default();
        crate::plan::training::TrainingPlan::new(&self.graph, &options).arena_bytes as u64
    }
}
