//! The memory that holds the weights of all layers in training, and their gradients.

use crate::kernel::{Arena, DisjointRanges};
use crate::ops::{LayerWeights, WeightPart};
use crate::{Layer, LayerMut};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::Op;

/// Number of values that a thread updates at a time.
const CHUNK: usize = 8192;

/// Boundary, in values, at which each tensor begins.
const ALIGNED: usize = 16;

/// A weight tensor of the network.
#[derive(Debug, Clone)]
pub(crate) struct StoredTensor {
    /// Layer of the network of training.
    pub(crate) layer: LayerId,
    /// Index among the weights of the layer.
    pub(crate) weight: usize,
    /// Name in files of weights: the path of the layer, a dot, and the name of the weight.
    pub(crate) name: String,
    pub(crate) shape: Vec<usize>,
    /// Whether training changes the tensor along its gradient.
    pub(crate) learns: bool,
    /// Factor of the tensor's sum of squares in the loss.
    pub(crate) l2: f32,
}

/// Where the weights of each layer of the network of training lie, by id.
pub(crate) struct StoreLayout {
    ops: Vec<Op>,
    pub(crate) parts: Vec<Vec<WeightPart>>,
    /// Whether the weights stay as they are.
    pub(crate) frozen: Vec<bool>,
}

impl StoreLayout {
    /// Returns the weights of a layer in `values`.
    pub(crate) fn weights<'s>(&'s self, layer: LayerId, values: &'s [f32]) -> LayerWeights<'s> {
        LayerWeights::parts(&self.ops[layer], &self.parts[layer], values)
    }
}

/// The weights of all layers one behind the other, and memory of the same size for their gradients.
pub(crate) struct Store {
    pub(crate) layout: StoreLayout,
    pub(crate) tensors: Vec<StoredTensor>,
    pub(crate) values: Arena,
    pub(crate) gradients: Arena,
    /// For each part of a tensor that learns, which one thread updates, the index of the tensor in [`Store::tensors`].
    pub(crate) chunks: Vec<usize>,
    /// The ranges of these parts.
    pub(crate) ranges: DisjointRanges,
}

impl Store {
    /// Creates memory for the layers of a network of training, with the values of `layers`, which are these without the
    /// input. The layers for which `frozen` is `true` do not learn.
    pub(crate) fn new(graph: &Graph, layers: &[&Layer], frozen: &[bool]) -> Store {
        let mut parts: Vec<Vec<WeightPart>> = vec![Vec::new(); graph.len()];
        let mut tensors = Vec::new();
        let (mut chunks, mut ranges) = (Vec::new(), Vec::new());
        let mut end = 0;
        for (id, layer) in (1..).zip(layers) {
            for (weight, tensor) in layer.weights().iter().enumerate() {
                let range = end..end + tensor.len();
                end = range.end.next_multiple_of(ALIGNED);
                let learns = tensor.role().trainable() && !frozen[id];
                let l2 = match tensor.name() {
                    "kernel" => layer.op().l2(),
                    _ => 0.0,
                };
                for first in range.clone().step_by(CHUNK).filter(|_| learns) {
                    chunks.push(tensors.len());
                    ranges.push(first..range.end.min(first + CHUNK));
                }
                tensors.push(StoredTensor {
                    layer: id,
                    weight,
                    name: format!("{}.{}", layer.name(), tensor.name()),
                    shape: tensor.shape().to_vec(),
                    learns,
                    l2,
                });
                parts[id].push(WeightPart {
                    name: tensor.name(),
                    range,
                });
            }
        }
        let mut store = Store {
            layout: StoreLayout {
                ops: graph.ids().map(|id| graph.op(id).clone()).collect(),
                parts,
                frozen: frozen.to_vec(),
            },
            tensors,
            values: Arena::new(end * size_of::<f32>()),
            gradients: Arena::new(end * size_of::<f32>()),
            chunks,
            ranges: DisjointRanges::new(ranges),
        };
        store.read(layers);
        store
    }

    /// Returns the tensor with that name, `PATH.kernel`; `None` if there is none.
    pub(crate) fn tensor(&self, name: &str) -> Option<&StoredTensor> {
        self.tensors.iter().find(|tensor| tensor.name == name)
    }

    /// Returns the gradient of the tensor with that name; `None` if there is none, or if it does not learn.
    pub(crate) fn gradient(&self, name: &str) -> Option<&[f32]> {
        let tensor = self.tensor(name).filter(|tensor| tensor.learns)?;
        Some(&self.gradients.values()[self.range(tensor)])
    }

    /// Returns the range of a tensor in the memory.
    pub(crate) fn range(&self, tensor: &StoredTensor) -> std::ops::Range<usize> {
        self.layout.parts[tensor.layer][tensor.weight].range.clone()
    }

    /// Returns the number of values in the memory, the gaps between tensors included.
    pub(crate) fn len(&self) -> usize {
        self.values.bytes() / size_of::<f32>()
    }

    /// Returns the weights of a layer.
    pub(crate) fn weights(&self, layer: LayerId) -> LayerWeights<'_> {
        self.layout.weights(layer, self.values.values())
    }

    /// Replaces all values by those of `layers`.
    pub(crate) fn read(&mut self, layers: &[&Layer]) {
        let values = self.values.values_mut::<f32>();
        for (parts, layer) in self.layout.parts[1..].iter().zip(layers) {
            for (part, weight) in parts.iter().zip(layer.weights()) {
                values[part.range.clone()].copy_from_slice(weight.values());
            }
        }
    }

    /// Sets the weights of `layers`, which are those of this memory, to `values`, which are laid out as it is.
    pub(crate) fn write(&self, values: &[f32], layers: Vec<LayerMut<'_>>) {
        for (parts, mut layer) in self.layout.parts[1..].iter().zip(layers) {
            for part in parts {
                let set = layer.set_weight(part.name, values[part.range.clone()].to_vec());
                set.expect("the layer has the weights that were read of it");
            }
        }
    }
}
