//! Types of layers that compute and can be imported.

/// What an import does with a type of layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Has {
    /// Layers of the type have blobs in the weight file.
    Weights,
    /// They have none.
    None,
}

/// The types of computing layers that can be imported. Data layers, losses, `Split` and layers such as `Accuracy` are
/// not among them.
const TYPES: &[(&str, Has)] = &[
    ("AbsVal", Has::None),
    ("Axpy", Has::None),
    ("BN", Has::Weights),
    ("BNLL", Has::None),
    ("BatchNorm", Has::Weights),
    ("Bias", Has::Weights),
    ("Clip", Has::None),
    ("Concat", Has::None),
    ("Convolution", Has::Weights),
    ("ConvolutionDepthwise", Has::Weights),
    ("Crop", Has::None),
    ("Deconvolution", Has::Weights),
    ("DepthwiseConvolution", Has::Weights),
    ("Dropout", Has::None),
    ("ELU", Has::None),
    ("Eltwise", Has::None),
    ("Flatten", Has::None),
    ("HardSwish", Has::None),
    ("InnerProduct", Has::Weights),
    ("Interp", Has::None),
    ("LRN", Has::None),
    ("Mish", Has::None),
    ("PReLU", Has::Weights),
    ("Pooling", Has::None),
    ("Power", Has::None),
    ("ReLU", Has::None),
    ("ReLU6", Has::None),
    ("Reduction", Has::None),
    ("Reshape", Has::None),
    ("SELU", Has::None),
    ("Scale", Has::Weights),
    ("SeLu", Has::None),
    ("SeLuDropout", Has::None),
    ("ShuffleChannel", Has::None),
    ("Sigmoid", Has::None),
    ("Slice", Has::None),
    ("Softmax", Has::None),
    ("Swish", Has::None),
    ("TanH", Has::None),
    ("Tile", Has::None),
    ("Upsample", Has::None),
];

/// Iterates over the types of computing layers that can be imported.
pub(super) fn all() -> impl Iterator<Item = &'static str> + Clone {
    TYPES.iter().map(|(ty, _)| *ty)
}

/// Returns whether computing layers of a type can be imported.
pub(super) fn is_known(ty: &str) -> bool {
    all().any(|known| known == ty)
}

/// Returns whether layers of a type that can be imported have blobs in the weight file, which are found by the name of
/// the layer.
pub(super) fn has_weights(ty: &str) -> bool {
    TYPES.contains(&(ty, Has::Weights))
}

/// Returns whether a layer of a type is a convolution, of whichever name.
pub(super) fn is_convolution(ty: &str) -> bool {
    matches!(
        ty,
        "Convolution" | "ConvolutionDepthwise" | "DepthwiseConvolution"
    )
}
