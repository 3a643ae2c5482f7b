//! What layers are for.

/// What a layer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Gives images and labels.
    Data,
    /// Judges a result in training.
    Loss,
    /// Takes results that nothing else reads.
    Sink,
    /// Gives its input several names.
    Split,
    /// Computes.
    Compute,
}

impl Role {
    /// That of a type.
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

/// The layer that a loss applies to its input before it judges it.
pub(super) fn inside(loss: &str) -> Option<&'static str> {
    match loss {
        "SoftmaxWithLoss" => Some("Softmax"),
        "SigmoidCrossEntropyLoss" => Some("Sigmoid"),
        _ => None,
    }
}
