//! Layers without their shapes in the type: what typed layers wrap, and what names give access to.

mod handle;
mod slot;
mod typed;

pub use handle::LayerMut;
pub(crate) use typed::typed_layer;
pub use typed::{Layers, TypedLayer};

use crate::Error;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Op, Role};
use googlenet_dsl::shape::Shape;
use slot::Slot;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// A layer with its weights.
#[derive(Clone)]
pub struct Layer {
    name: String,
    op: Op,
    inputs: Vec<Shape>,
    output: Shape,
    line: u32,
    weights: Vec<Weight>,
    /// Changes with the weights; no two layers have one unless they have the same weights.
    version: u64,
    /// How the layer runs alone with these weights.
    alone: Slot,
    /// In the first layer of a network, what the network's sessions share.
    shared: Arc<Slot>,
}

/// A number that no layer has.
fn new_version() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A weight tensor. Cloning shares the values.
#[derive(Debug, Clone)]
pub struct Weight {
    name: &'static str,
    shape: Vec<usize>,
    role: Role,
    /// Zeros until they are set; made when they are first asked for.
    values: OnceLock<Arc<Vec<f32>>>,
}

impl Layer {
    /// All layers of a network with weights of zero, those that only training has among them.
    pub(crate) fn all(graph: &Graph) -> Vec<Layer> {
        let graph = graph.training();
        let layers = graph.ids().skip(1);
        layers.map(|id| Layer::of(&graph, id)).collect()
    }

    /// A layer of a graph with weights of zero.
    pub(crate) fn of(graph: &Graph, id: LayerId) -> Layer {
        let weights = graph.weights(id).into_iter().map(|weight| Weight {
            values: OnceLock::new(),
            name: weight.name,
            shape: weight.shape,
            role: weight.role,
        });
        let layer = graph.layer(id);
        Layer {
            name: layer.name.to_string(),
            op: layer.op.clone(),
            inputs: graph.input_shapes(id),
            output: graph.shape(id),
            line: layer.line,
            weights: weights.collect(),
            version: new_version(),
            alone: Slot::default(),
            shared: Arc::default(),
        }
    }

    /// The path in the file: `inception_3a.conv_1x1`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the layer computes.
    pub fn op(&self) -> &Op {
        &self.op
    }

    /// The shapes that it reads.
    pub fn input_shapes(&self) -> &[Shape] {
        &self.inputs
    }

    /// The shape that it makes.
    pub fn output_shape(&self) -> Shape {
        self.output
    }

    /// The line of the file, from 1, that wrote it.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The weight tensors, in the order in which they are stored.
    pub fn weights(&self) -> &[Weight] {
        &self.weights
    }

    /// A weight tensor: `kernel`, `bias`.
    pub fn weight(&self, name: &str) -> Option<&Weight> {
        self.weights.iter().find(|weight| weight.name == name)
    }

    /// Number of parameters.
    pub fn params(&self) -> usize {
        self.weights.iter().map(Weight::len).sum()
    }

    /// Replaces a weight tensor. Sessions made before keep the old one.
    ///
    /// # Errors
    /// The layer has no such tensor, or it has another number of values.
    pub fn set_weight(&mut self, name: &str, values: Vec<f32>) -> Result<(), Error> {
        let what = format!("`{}.{name}`", self.name);
        let Some(weight) = self.weights.iter_mut().find(|weight| weight.name == name) else {
            let names = self.weights.iter().map(|weight| weight.name);
            let nearest = googlenet_dsl::nearest::nearest(name, names).map(str::to_owned);
            return Err(Error::UnknownWeight {
                name: format!("{}.{name}", self.name),
                nearest,
            });
        };
        if weight.len() != values.len() {
            return Err(Error::length(what, weight.len(), values.len()));
        }
        weight.values = OnceLock::from(Arc::new(values));
        self.version = new_version();
        self.alone = Slot::default();
        Ok(())
    }

    /// The factor of the L2 penalty times the kernels' sum of squares.
    pub fn l2_penalty(&self) -> f64 {
        let kernels = self
            .weights
            .iter()
            .filter(|weight| matches!(weight.role, Role::Kernel { .. }));
        let squares = kernels
            .flat_map(|kernel| kernel.values())
            .map(|value| f64::from(*value).powi(2));
        match self.op.l2() {
            0.0 => 0.0,
            factor => f64::from(factor) * squares.sum::<f64>(),
        }
    }

    /// The same layer without its weights' values.
    pub(crate) fn bare(&self) -> Layer {
        let mut bare = self.apart();
        for weight in &mut bare.weights {
            weight.values = OnceLock::new();
        }
        bare.alone = Slot::default();
        bare
    }

    /// The values of the weights that nobody else has.
    pub(crate) fn into_values(self) -> impl Iterator<Item = Vec<f32>> {
        let values = self
            .weights
            .into_iter()
            .filter_map(|weight| weight.values.into_inner());
        values.filter_map(Arc::into_inner)
    }

    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// The same layer with nothing that its network's sessions share, for those shared things themselves.
    pub(crate) fn apart(&self) -> Layer {
        Layer {
            shared: Arc::default(),
            ..self.clone()
        }
    }

    /// The place for how the layer runs alone; empty again once a weight changes.
    pub(crate) fn alone(&self) -> &Slot {
        &self.alone
    }

    /// The place for what the sessions of a network share, where this is its first layer. Clones have the same place.
    pub(crate) fn shared(&self) -> &Slot {
        &self.shared
    }
}

impl fmt::Debug for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inputs: Vec<String> = self.inputs.iter().map(ToString::to_string).collect();
        write!(
            f,
            "{} ({:?}, {} to {})",
            self.name,
            self.op,
            inputs.join(" and "),
            self.output
        )
    }
}

impl Weight {
    /// The last part of the tensor's name in a weight file.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Convolution kernels H x W x in x out, dense kernels in x out, vectors out.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// What the tensor is.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Number of values.
    #[allow(
        clippy::len_without_is_empty,
        reason = "a tensor of a layer is never empty"
    )]
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// The values, last axis innermost.
    pub fn values(&self) -> &[f32] {
        let zeros = || Arc::new(vec![0.0; self.len()]);
        self.values.get_or_init(zeros)
    }
}
