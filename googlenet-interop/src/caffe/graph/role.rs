//! The roles of layer types.

/// The role of a layer in a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A source of images and labels.
    Data,
    /// A loss, which only training has.
    Loss,
    /// A layer whose result is not used by the network, such as `Accuracy`.
    Sink,
    /// A copy of a blob under several names.
    Split,
    /// A layer that computes a result.
    Compute,
}

impl Role {
    /// Returns the role of a layer type. A type that is not listed counts as computing.
    pub(super) fn of(ty: &str) -> Role {
        match ty {
            "Input" | "Data" | "ImageData" | "HDF5Data" | "MemoryData" | "WindowData"
            | "DummyData" | "AnnotatedData" => Role::Data,
            "SoftmaxWithLoss"
            | "SigmoidCrossEntropyLoss"
            | "EuclideanLoss"
            | "HingeLoss"
            | "InfogainLoss"
            | "MultinomialLogisticLoss"
            | "ContrastiveLoss" => Role::Loss,
            "Accuracy" | "Silence" | "HDF5Output" => Role::Sink,
            "Split" => Role::Split,
            _ => Role::Compute,
        }
    }
}

/// Returns the type of the layer that a loss applies to its input first, such as `Softmax` for `SoftmaxWithLoss`.
pub(super) fn inside(loss: &str) -> Option<&'static str> {
    match loss {
        "SoftmaxWithLoss" => Some("Softmax"),
        "SigmoidCrossEntropyLoss" => Some("Sigmoid"),
        _ => None,
    }
}
