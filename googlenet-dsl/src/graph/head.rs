//! The outputs of a network, and its heads, which are side chains such as auxiliary classifiers.

use super::LayerId;
use crate::value::When;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// A result that a network returns: the layer that computes it, and its name, which is that of a step of the
/// description's main chain or of a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Name of the step (of the description's main chain) or of the head whose result is returned; `$input` in a graph
    /// that has only its input.
    pub name: Cow<'static, str>,
    /// Id of the layer whose result is returned.
    pub layer: LayerId,
}

/// A chain of layers beside the network's main chain that reads one layer of the main chain, such as an auxiliary
/// classifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Name of the head; the paths of its layers are this name, a dot, and the path inside the head.
    pub name: Cow<'static, str>,
    /// Whether the head exists in training only, or in inference too.
    pub when: When,
    /// Factor of the head's loss in the loss of training, at least 0. Unused in inference.
    pub weight: f32,
    /// Id of the layer of the main chain that the head reads.
    pub input: LayerId,
    /// Id of the head's first layer.
    pub first: LayerId,
    /// Id of the head's last layer, whose result is the head's result.
    pub output: LayerId,
}

impl Head {
    /// Returns the ids of all layers of the head, from the first to the last; they are consecutive.
    pub fn layers(&self) -> RangeInclusive<LayerId> {
        self.first..=self.output
    }
}
