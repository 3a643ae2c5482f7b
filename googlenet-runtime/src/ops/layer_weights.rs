//! The values of one layer's weights, wherever they are stored.

use crate::Layer;
use crate::layer::Weight;
use googlenet_dsl::op::Op;
#[cfg(feature = "train")]
use std::ops::Range;

/// The operation of a layer, and the values of its weight tensors: those of a [`Layer`], or parts of the memory in
/// which training holds the weights of all layers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LayerWeights<'l> {
    op: &'l Op,
    tensors: Tensors<'l>,
}

#[derive(Debug, Clone, Copy)]
enum Tensors<'l> {
    Layer(&'l Layer),
    #[cfg(feature = "train")]
    Parts {
        parts: &'l [WeightPart],
        values: &'l [f32],
    },
}

/// A weight tensor of a layer in memory that holds those of several layers.
#[cfg(feature = "train")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WeightPart {
    /// Name of the tensor in its layer, such as `kernel`.
    pub(crate) name: &'static str,
    /// Its values in the memory, in `f32` values from the beginning; last axis innermost.
    pub(crate) range: Range<usize>,
}

impl<'l> LayerWeights<'l> {
    pub(crate) fn of(layer: &'l Layer) -> LayerWeights<'l> {
        LayerWeights {
            op: layer.op(),
            tensors: Tensors::Layer(layer),
        }
    }

    /// Returns the weights of a layer with the operation `op`, whose tensors are these parts of `values`.
    #[cfg(feature = "train")]
    pub(crate) fn parts(
        op: &'l Op,
        parts: &'l [WeightPart],
        values: &'l [f32],
    ) -> LayerWeights<'l> {
        LayerWeights {
            op,
            tensors: Tensors::Parts { parts, values },
        }
    }

    pub(crate) fn op(&self) -> &'l Op {
        self.op
    }

    /// Returns the values of the tensor `name`, last axis innermost; `None` if the layer has no such tensor.
    pub(crate) fn get(&self, name: &str) -> Option<&'l [f32]> {
        match self.tensors {
            Tensors::Layer(layer) => layer.weight(name).map(Weight::values),
            #[cfg(feature = "train")]
            Tensors::Parts { parts, values } => {
                let part = parts.iter().find(|part| part.name == name)?;
                Some(&values[part.range.clone()])
            }
        }
    }
}
