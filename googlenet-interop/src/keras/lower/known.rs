//! The classes of layers: those that are lowered, and why the others cannot be.

use super::operation::operation;
use super::site::Site;
use crate::keras::error::CODE;
use serde_json::Value as Json;

/// Operators with which a network may prepare its images.
pub(in crate::keras) const PREPARES: &[&str] = &[
    "Rescaling",
    "Normalization",
    "Add",
    "Subtract",
    "Multiply",
    "Divide",
    "TrueDivide",
    "__operators__.add",
    "math.add",
    "math.subtract",
    "math.multiply",
    "math.truediv",
    "math.divide",
    "nn.bias_add",
    "GetItem",
    "Flip",
    "__operators__.getitem",
    "reverse",
];

/// Classes whose layers return their input in inference.
pub(super) const TRAINING: &[&str] = &[
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
    "AlphaDropout",
    "GaussianDropout",
    "GaussianNoise",
    "StochasticDepth",
    "RandomFlip",
    "RandomRotation",
    "RandomZoom",
    "RandomTranslation",
    "RandomContrast",
    "RandomBrightness",
    "RandomHeight",
    "RandomWidth",
    "RandomShear",
    "RandomHue",
    "RandomSaturation",
    "RandomInvert",
    "RandomPosterization",
    "RandomSharpness",
    "RandomGrayscale",
    "RandomColorJitter",
    "RandomColorDegeneration",
    "RandomGaussianBlur",
    "RandomErasing",
    "RandomPerspective",
    "RandomElasticTransform",
    "RandomApply",
    "AutoContrast",
    "Solarization",
    "CutMix",
    "MixUp",
    "AugMix",
    "RandAugment",
    "Equalization",
];

/// Classes that are lowered, but for operations.
const LOWERED: &[&str] = &[
    "Activation",
    "ActivityRegularization",
    "Add",
    "Average",
    "AveragePooling2D",
    "AvgPool2D",
    "BatchNormalization",
    "Concatenate",
    "Conv2D",
    "Conv2DTranspose",
    "Convolution2D",
    "Convolution2DTranspose",
    "Cropping2D",
    "CustomScaleLayer",
    "Dense",
    "DepthwiseConv2D",
    "DepthwiseConvolution2D",
    "Dropout",
    "ELU",
    "Flatten",
    "GlobalAveragePooling2D",
    "GlobalAvgPool2D",
    "GlobalMaxPool2D",
    "GlobalMaxPooling2D",
    "Identity",
    "InputLayer",
    "LayerNormalization",
    "LayerScale",
    "LeakyReLU",
    "MaxPool2D",
    "MaxPooling2D",
    "Maximum",
    "Minimum",
    "Multiply",
    "Normalization",
    "PReLU",
    "Permute",
    "ReLU",
    "Rescaling",
    "Reshape",
    "Resizing",
    "SeparableConv2D",
    "SeparableConvolution2D",
    "Softmax",
    "Subtract",
    "SyncBatchNormalization",
    "ThresholdedReLU",
    "UpSampling2D",
    "ZeroPadding2D",
];

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

/// Returns whether a layer is of a class that is lowered: one of Keras itself, or of its networks.
pub(super) fn is_lowered(site: &Site<'_, '_>) -> bool {
    let layer = site.leaf.layer;
    if operation(site).is_some() {
        return true;
    }
    // tf-keras registers this class of its InceptionResNetV2 as one of no package.
    let is_scaled_sum = layer.package == Some("Custom")
        && layer.class == "CustomScaleLayer"
        && site.leaf.settings.get("scale").is_some_and(Json::is_number);
    let is_foreign = layer
        .package
        .is_some_and(|package| !matches!(package, "keras" | "Keras") && !is_scaled_sum)
        || layer.module.is_some_and(|module| {
            !module.starts_with("keras")
                && !module.starts_with("tf_keras")
                && !module.starts_with("tensorflow")
        });
    !is_foreign && (LOWERED.contains(&layer.class) || TRAINING.contains(&layer.class))
}

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
