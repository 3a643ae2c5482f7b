//! What a file of Keras holds, whatever its container.

use crate::tensors::NamedTensor;
use std::borrow::Cow;

/// The content of a file of Keras: the architecture, where it has one, and the weights.
#[derive(Debug, Default)]
pub(crate) struct KerasFile<'a> {
    /// The architecture: a JSON object with `class_name` and `config`, as the attribute `model_config`, the file
    /// `config.json` of an archive and the field `modelTopology.model_config` have it. `None` for weights alone.
    pub(crate) config: Option<Cow<'a, str>>,
    /// Version of Keras that wrote the file, as it says itself: `2.2.4-tf`, `3.11.0`.
    pub(crate) version: Option<String>,
    /// The weights; `None` for an architecture alone.
    pub(crate) variables: Option<Variables<'a>>,
    /// Names of layers and models by their places in the tree of objects, where the file has them, as of Keras 3.6:
    /// `layers/conv2d_1` and `stem`.
    pub(crate) names: Vec<(String, String)>,
    /// What the file holds beside architecture and weights and was passed over, one line each.
    pub(crate) warnings: Vec<String>,
}

/// The weights of a file of Keras, by the rule by which they are named.
#[derive(Debug)]
pub(crate) enum Variables<'a> {
    /// By layer, in the order of the layers: HDF5 files of Keras 2 and of `save_weights` there.
    Layers(Vec<LayerWeights<'a>>),
    /// By name alone, each `LAYER/VARIABLE`: models of TensorFlow.js.
    Names(Vec<NamedTensor<'a>>),
    /// By the place of the variable in the tree of objects, such as `layers/conv2d_1/vars/0`, where the names are of
    /// classes and counted, not those of the layers: Keras 3. Sorted as the objects are counted, not as text.
    Places(Vec<NamedTensor<'a>>),
}

/// The weights of one layer, or of a whole model that is a layer.
#[derive(Debug)]
pub(crate) struct LayerWeights<'a> {
    /// Name of the layer.
    pub(crate) layer: String,
    /// The weights in the order in which the layer has them; names are those of the file, without `:0` at their end,
    /// and may have names of scopes or of layers within the model in front: `conv1/kernel`.
    pub(crate) weights: Vec<NamedTensor<'a>>,
}
