//! The weight tensors of layers, without their values.

use super::column::sizes;
use googlenet_dsl::graph::{Graph, LayerId};

/// A weight tensor of a layer, without its values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct WeightTensor {
    /// Name of the tensor in its layer, such as `kernel`; in a module with the layer's path in it, such as
    /// `conv_1x1.kernel`.
    pub name: String,
    /// Sizes of the axes, outermost first.
    pub shape: Vec<usize>,
    /// What each axis counts, such as `height`, `width`, `in` and `out`.
    pub axes: &'static [&'static str],
    /// Number of values.
    pub values: u64,
    /// Whether training changes the values, which holds for all but moving means and variances.
    pub trainable: bool,
}

impl std::fmt::Display for WeightTensor {
    /// Writes name and shape: `kernel 3x3x192x128`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.name, sizes(&self.shape))
    }
}

/// Returns the weight tensors of a layer.
pub(super) fn of_layer(graph: &Graph, id: LayerId) -> Vec<WeightTensor> {
    let tensors = graph.weights(id).into_iter().map(|weight| WeightTensor {
        name: weight.name.to_owned(),
        values: weight.len() as u64,
        axes: weight.axes,
        trainable: weight.role.trainable(),
        shape: weight.shape,
    });
    tensors.collect()
}

/// Returns the number of values of all tensors.
pub(super) fn values(tensors: &[WeightTensor]) -> u64 {
    tensors.iter().map(|tensor| tensor.values).sum()
}

/// Returns the number of values of those tensors that training changes.
pub(super) fn trainable_values(tensors: &[WeightTensor]) -> u64 {
    let trainable = tensors.iter().filter(|tensor| tensor.trainable);
    trainable.map(|tensor| tensor.values).sum()
}
