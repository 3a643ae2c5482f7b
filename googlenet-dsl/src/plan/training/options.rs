//! The options with which a network is planned for training.

use crate::graph::LayerId;
use crate::value::DType;

/// The options with which a network is planned for training.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrainingOptions {
    /// Layers of [`Graph::training`](crate::graph::Graph::training) whose weights stay as they are, by [`LayerId`];
    /// layers beyond the end of the list are not frozen. Batch normalisation among them runs with its moving statistics,
    /// as in Keras. What lies in front of all layers that learn has no backward pass.
    pub frozen: Vec<bool>,
    /// Whether all layers run as in inference: batch normalisation with its moving statistics, dropout as the identity.
    pub inference: bool,
    /// Whether the results are those of the network's last layers. By default softmax and sigmoid at the end of an
    /// output are left to the loss, which computes them in one step with the logarithm.
    pub activated: bool,
    /// Whether the gradient of the input is computed.
    pub input_gradient: bool,
    /// Layers whose results and gradients are kept until the end of the backward pass.
    pub keep: Vec<LayerId>,
    /// Element type of results and gradients; kernels of training exist for `f32`.
    pub dtype: DType,
}

impl TrainingOptions {
    /// Returns `true` if the weights of the layer stay as they are.
    pub(super) fn is_frozen(&self, layer: LayerId) -> bool {
        self.frozen.get(layer).copied().unwrap_or(false)
    }
}
