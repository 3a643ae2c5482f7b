//! What a network makes: its outputs and its heads.

use super::LayerId;
use crate::value::When;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// A result of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The name of the step or head whose result it is.
    pub name: Cow<'static, str>,
    /// The layer that computes it.
    pub layer: LayerId,
}

/// A chain beside the network that reads one of its steps, such as an auxiliary classifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Its name, with which the paths of its layers begin.
    pub name: Cow<'static, str>,
    /// When it is there.
    pub when: When,
    /// The factor of its loss in training.
    pub weight: f32,
    /// The layer that it reads.
    pub input: LayerId,
    /// The first of its layers.
    pub first: LayerId,
    /// The last of its layers, whose result is the head's.
    pub output: LayerId,
}

impl Head {
    /// Its layers.
    pub fn layers(&self) -> RangeInclusive<LayerId> {
        self.first..=self.output
    }
}
