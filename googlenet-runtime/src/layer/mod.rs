//! Layers with their weights: [`Layer`], whose shapes are values, and the typed layers that wrap it, whose shapes are
//! part of the type.

mod handle;
mod slot;
mod typed;

pub use handle::LayerMut;
pub use typed::Layers;
pub(crate) use typed::typed_layer;

use crate::Error;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Op, Role};
use googlenet_dsl::shape::Shape;
use slot::Slot;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// A layer of a network with its weights. The shapes of inputs and output are fixed values, not part of the type as in
/// typed layers (see [`layers`](crate::layers)).
#[derive(Clone)]
pub struct Layer {
    /// In memory of its own, as generated structs hold a thousand layers by value, and move them.
    data: Box<Data>,
}

#[derive(Clone)]
struct Data {
    name: String,
    op: Op,
    inputs: Vec<Shape>,
    output: Shape,
    line: u32,
    weights: Vec<Weight>,
    /// Number that changes to a new one whenever a weight tensor is set; clones have the same number until then.
    version: u64,
    /// Cache of the plan and packed weights with which `forward` runs this layer by itself; emptied when a weight
    /// tensor is set.
    alone: Slot,
    /// Cache of the program (plan with packed weights) that the sessions of a network share; used in the network's
    /// first layer only. Clones have the same cache.
    shared: Arc<Slot>,
}

/// Returns a version number that no layer of this process has had so far.
fn new_version() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A weight tensor of a layer: name, shape, role and `f32` values. Clones share values that were set.
#[derive(Debug, Clone)]
pub struct Weight {
    name: &'static str,
    shape: Vec<usize>,
    role: Role,
    /// Values, last axis innermost. A tensor that was never set has none until it is first read, and is then filled
    /// with zeros.
    values: OnceLock<Arc<Vec<f32>>>,
}

impl Layer {
    /// Returns all layers of a network except the input, in the order of their ids; the layers of heads (such as
    /// auxiliary classifiers) that exist only in training come last. All weights are zero.
    pub(crate) fn all(graph: &Graph) -> Vec<Layer> {
        let graph = graph.training();
        let layers = graph.ids().skip(1);
        layers.map(|id| Layer::of(&graph, id)).collect()
    }

    /// Returns the layer of `graph` with the id `id`. All weights are zero.
    pub(crate) fn of(graph: &Graph, id: LayerId) -> Layer {
        let weights = graph.weights(id).into_iter().map(|weight| Weight {
            values: OnceLock::new(),
            name: weight.name,
            shape: weight.shape,
            role: weight.role,
        });
        let layer = graph.layer(id);
        let data = Data {
            name: layer.name.to_string(),
            op: layer.op.clone(),
            inputs: graph.input_shapes(id),
            output: graph.shape(id),
            line: layer.line,
            weights: weights.collect(),
            version: new_version(),
            alone: Slot::default(),
            shared: Arc::default(),
        };
        Layer {
            data: Box::new(data),
        }
    }

    /// Returns the layer's path in the description, such as `inception_3a.conv_1x1`.
    pub fn name(&self) -> &str {
        &self.data.name
    }

    /// Returns the operation that the layer computes, with its options.
    pub fn op(&self) -> &Op {
        &self.data.op
    }

    /// Returns the shapes of the layer's inputs for one image.
    pub fn input_shapes(&self) -> &[Shape] {
        &self.data.inputs
    }

    /// Returns the shape of the layer's result for one image.
    pub fn output_shape(&self) -> Shape {
        self.data.output
    }

    /// Returns the line of the description, from 1, that the layer comes from; 0 for a layer that comes from no
    /// description.
    pub fn line(&self) -> u32 {
        self.data.line
    }

    /// Returns the weight tensors in the order of the operation's definition, such as `kernel`, `bias`; empty for a
    /// layer without weights.
    pub fn weights(&self) -> &[Weight] {
        &self.data.weights
    }

    /// Returns the weight tensor `name`, such as `kernel` or `bias`; `None` if the layer has no such tensor.
    pub fn weight(&self, name: &str) -> Option<&Weight> {
        self.data.weights.iter().find(|weight| weight.name == name)
    }

    /// Returns the number of parameters, which is the number of values of all weight tensors, trainable or not.
    pub fn params(&self) -> usize {
        self.data.weights.iter().map(Weight::len).sum()
    }

    /// Replaces the values of the weight tensor `name`, last axis innermost. Sessions that were created before keep the
    /// old values.
    ///
    /// # Errors
    /// [`Error::UnknownWeight`] if the layer has no such tensor, [`Error::Length`] if the number of values differs from
    /// the tensor's. The weights are then left as they were.
    pub fn set_weight(&mut self, name: &str, values: Vec<f32>) -> Result<(), Error> {
        let what = format!("`{}.{name}`", self.data.name);
        let Some(weight) = self
            .data
            .weights
            .iter_mut()
            .find(|weight| weight.name == name)
        else {
            let names = self.data.weights.iter().map(|weight| weight.name);
            let nearest = googlenet_dsl::nearest::nearest(name, names).map(str::to_owned);
            return Err(Error::UnknownWeight {
                name: format!("{}.{name}", self.data.name),
                nearest,
            });
        };
        if weight.len() != values.len() {
            return Err(Error::length(what, weight.len(), values.len()));
        }
        weight.values = OnceLock::from(Arc::new(values));
        self.data.version = new_version();
        self.data.alone = Slot::default();
        Ok(())
    }

    /// Returns the L2 penalty of the layer: the operation's factor `l2` times the sum of the squares of the kernel, as
    /// Keras' regulariser `l2`. Biases do not count.
    pub fn l2_penalty(&self) -> f64 {
        let kernels = self
            .data
            .weights
            .iter()
            .filter(|weight| matches!(weight.role, Role::Kernel { .. }));
        let squares = kernels
            .flat_map(|kernel| kernel.values())
            .map(|value| f64::from(*value).powi(2));
        match self.data.op.l2() {
            0.0 => 0.0,
            factor => f64::from(factor) * squares.sum::<f64>(),
        }
    }

    /// Returns a copy of the layer with empty caches and without values of weights; they read as zeros.
    pub(crate) fn bare(&self) -> Layer {
        let mut bare = self.apart();
        for weight in &mut bare.data.weights {
            weight.values = OnceLock::new();
        }
        bare.data.alone = Slot::default();
        bare
    }

    /// Returns the values of those weight tensors that were set or read, and whose values no clone of the layer shares.
    pub(crate) fn into_values(self) -> impl Iterator<Item = Vec<f32>> {
        let values = self
            .data
            .weights
            .into_iter()
            .filter_map(|weight| weight.values.into_inner());
        values.filter_map(Arc::into_inner)
    }

    pub(crate) fn version(&self) -> u64 {
        self.data.version
    }

    /// Returns a clone of the layer with an empty cache for the program (plan with packed weights) of its network.
    /// Programs store such clones: a clone with the same cache would keep the program itself alive.
    pub(crate) fn apart(&self) -> Layer {
        let mut apart = self.clone();
        apart.data.shared = Arc::default();
        apart
    }

    /// Returns the cache for running this layer by itself with `forward`. The cache is emptied when a weight tensor is
    /// set.
    pub(crate) fn alone(&self) -> &Slot {
        &self.data.alone
    }

    /// Returns the cache of the program (plan with packed weights) that the sessions of a network share; used in the
    /// network's first layer only. Clones of the layer have the same cache.
    pub(crate) fn shared(&self) -> &Slot {
        &self.data.shared
    }
}

impl fmt::Debug for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inputs: Vec<String> = self.data.inputs.iter().map(ToString::to_string).collect();
        write!(
            f,
            "{} ({:?}, {} to {})",
            self.data.name,
            self.data.op,
            inputs.join(" and "),
            self.data.output
        )
    }
}

impl Weight {
    /// Returns the name of the tensor in its layer, the last part of its name in a weight file: `kernel`, `bias`,
    /// `gamma`, …
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the sizes of the axes: height x width x input channels of a group x output channels for the kernel of a
    /// convolution, inputs x outputs for that of a dense layer, otherwise the number of output channels alone.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Returns the role of the tensor in its layer, such as kernel or bias.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Returns the number of values.
    #[allow(
        clippy::len_without_is_empty,
        reason = "a tensor of a layer is never empty"
    )]
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Returns the values, last axis innermost; zeros, which are allocated by the first call, if they were never set.
    pub fn values(&self) -> &[f32] {
        let zeros = || Arc::new(vec![0.0; self.len()]);
        self.values.get_or_init(zeros)
    }
}
