//! The results of a network: outputs and heads.

use super::LayerId;
use crate::value::When;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// A result that a network returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Name of the step or head whose result is returned.
    pub name: Cow<'static, str>,
    /// Layer whose result is returned.
    pub layer: LayerId,
}

/// A chain of layers beside the network that reads one of its layers, such as an auxiliary classifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Name of the head, with which the paths of its layers begin.
    pub name: Cow<'static, str>,
    /// Whether the head exists in training only, or in inference too.
    pub when: When,
    /// Factor of the head's loss in training.
    pub weight: f32,
    /// Layer of the network that the head reads.
    pub input: LayerId,
    /// First layer of the head.
    pub first: LayerId,
    /// Last layer of the head, whose result is the head's result.
    pub output: LayerId,
}

impl Head {
    /// Returns the ids of the head's layers.
    pub fn layers(&self) -> RangeInclusive<LayerId> {
        self.first..=self.output
    }
}
