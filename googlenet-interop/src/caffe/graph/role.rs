//! Roles of layer types: which layers compute, and which only supply data, compute losses or observe.

use crate::caffe::net::Layer;
use crate::caffe::types;

/// Types of layers that read nothing, and whose results are numbers of the weight file.
const HAS_NUMBERS: &[&str] = &["Parameter"];

/// The role of a layer in a network, which follows from its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A layer that supplies images or labels, such as `Data` or `Input`.
    Data,
    /// A loss function, which training minimises. It is left out of the import, except for a softmax or sigmoid inside
    /// it ([`inside`]).
    Loss,
    /// A layer that only observes, such as `Accuracy`, or tells the place of the largest value: no computing layer may
    /// read its result. It is left out of the import.
    Sink,
    /// A copy of one blob under several names.
    Split,
    /// A layer that computes a result from its inputs.
    Compute,
}

impl Role {
    /// Returns the role of a layer: that of its type, and data of a layer that reads nothing, such as `Python`, where
    /// the type cannot be imported.
    pub(super) fn of_layer(layer: &Layer<'_>) -> Role {
        let is_source = layer.bottoms.is_empty() && !layer.tops.is_empty();
        match Role::of(&layer.ty) {
            Role::Compute if is_source && !HAS_NUMBERS.contains(&&*layer.ty) => {
                match types::is_known(&layer.ty) {
                    true => Role::Compute,
                    false => Role::Data,
                }
            }
            role => role,
        }
    }

    /// Returns the role of a layer type, of Caffe or a fork: data layers, losses and measures of accuracy are told by
    /// their names. Every other type counts as computing, whether it can be imported or not.
    fn of(ty: &str) -> Role {
        match ty {
            "Input" => Role::Data,
            "Accuracy" | "ArgMax" | "Silence" | "HDF5Output" => Role::Sink,
            "Split" => Role::Split,
            other if other.ends_with("Data") => Role::Data,
            other if other.contains("Loss") => Role::Loss,
            other if other.contains("Accuracy") => Role::Sink,
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
        other if other.contains("SoftmaxWith") => Some("Softmax"),
        other if other.contains("SigmoidCrossEntropy") => Some("Sigmoid"),
        _ => None,
    }
}
