//! Roles of layer types: which layers compute, and which only supply data, compute losses or observe.

/// The role of a layer in a network, which follows from its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A layer that supplies images or labels, such as `Data` or `Input`.
    Data,
    /// A loss function, which training minimises. It is left out of the import, except for a softmax or sigmoid inside
    /// it ([`inside`]).
    Loss,
    /// A layer that only observes, such as `Accuracy`: no computing layer may read its result. It is left out of the
    /// import.
    Sink,
    /// A copy of one blob under several names.
    Split,
    /// A layer that computes a result from its inputs.
    Compute,
}

impl Role {
    /// Returns the role of a layer type. Every type that is not listed here counts as computing, whether it can be
    /// imported or not.
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

/// Returns the type of the layer that a loss applies to its input first, such as `Softmax` for `SoftmaxWithLoss`;
/// `None` for any other type.
pub(super) fn inside(loss: &str) -> Option<&'static str> {
    match loss {
        "SoftmaxWithLoss" => Some("Softmax"),
        "SigmoidCrossEntropyLoss" => Some("Sigmoid"),
        _ => None,
    }
}
