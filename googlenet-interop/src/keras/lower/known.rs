//! Classes of layers that cannot be lowered, and why.

use super::site::Site;
use crate::keras::error::CODE;

/// Classes of Keras itself whose layers cannot be said in a description.
const UNSAID: &[&str] = &[
    "AdditiveAttention",
    "Attention",
    "AveragePooling1D",
    "AveragePooling3D",
    "Bidirectional",
    "CategoryEncoding",
    "CenterCrop",
    "Conv1D",
    "Conv1DTranspose",
    "Conv3D",
    "Conv3DTranspose",
    "ConvLSTM1D",
    "ConvLSTM2D",
    "ConvLSTM3D",
    "Cropping1D",
    "Cropping3D",
    "CuDNNGRU",
    "CuDNNLSTM",
    "DenseFeatures",
    "DepthwiseConv1D",
    "Discretization",
    "Dot",
    "EinsumDense",
    "Embedding",
    "FlaxLayer",
    "GlobalAveragePooling1D",
    "GlobalAveragePooling3D",
    "GlobalMaxPooling1D",
    "GlobalMaxPooling3D",
    "GroupNormalization",
    "GroupQueryAttention",
    "GRU",
    "GRUCell",
    "HashedCrossing",
    "Hashing",
    "IntegerLookup",
    "JaxLayer",
    "LocallyConnected1D",
    "LocallyConnected2D",
    "LSTM",
    "LSTMCell",
    "Masking",
    "MaxPooling1D",
    "MaxPooling3D",
    "MelSpectrogram",
    "MultiHeadAttention",
    "RandomCrop",
    "RepeatVector",
    "RMSNormalization",
    "RNN",
    "SeparableConv1D",
    "SimpleRNN",
    "SimpleRNNCell",
    "SpectralNormalization",
    "StackedRNNCells",
    "STFTSpectrogram",
    "StringLookup",
    "TextVectorization",
    "TimeDistributed",
    "TorchModuleWrapper",
    "UnitNormalization",
    "UpSampling1D",
    "UpSampling3D",
    "ZeroPadding1D",
    "ZeroPadding3D",
    "AdaptiveAveragePooling2D",
    "AdaptiveMaxPooling2D",
    "Wrapper",
    "MaxNumBoundingBoxes",
    "Pipeline",
    "ReversibleEmbedding",
];

/// Returns the reason why a layer of a class that is not lowered cannot be.
pub(super) fn reason(site: &Site<'_, '_>) -> String {
    let layer = site.leaf.layer;
    let module = layer.module.unwrap_or_default();
    let is_own = |root: &&str| {
        let rest = module.strip_prefix(*root);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let own = [
        "keras",
        "tf_keras",
        "tensorflow.keras",
        "tensorflow.python.keras",
    ];
    match layer.class {
        "Lambda" => CODE.to_owned(),
        "TensorFlowOpLayer" => {
            "it is an operation of TensorFlow as versions 2.0 to 2.3 saved it, which is not read"
                .to_owned()
        }
        "TFSMLayer" => "it is a SavedModel of TensorFlow, which the file does not hold".to_owned(),
        class if UNSAID.contains(&class) && layer.package.is_none() => {
            "the class cannot be said in a description".to_owned()
        }
        _ => match (layer.package, module) {
            (Some("Custom" | "keras"), _) | (None, "") => {
                format!("{CODE}: the class is none of Keras' own")
            }
            (Some(package), _) => format!("{CODE}: a class of the package `{package}`"),
            (None, _) if own.iter().any(is_own) => {
                "the class cannot be said in a description".to_owned()
            }
            (None, module) => format!("{CODE}: a class of the module `{module}`"),
        },
    }
}
