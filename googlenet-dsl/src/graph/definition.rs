//! A network as a plain list of layers, which generated code holds as a constant.

use super::{Head, LayerId, Output};
use crate::op::Op;
use std::borrow::Cow;

/// A layer of a network, without its shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Path of the layer in the description, such as `inception_3a.conv_1x1`; `$input` for the input.
    pub name: Cow<'static, str>,
    /// Operation that the layer computes.
    pub op: Op,
    /// Layers that this layer reads, in the order of the operation's inputs. All come earlier in the network.
    pub inputs: Cow<'static, [LayerId]>,
    /// Line of the description, from 1, that the layer comes from; 0 for a layer that comes from no description.
    pub line: u32,
}

/// A network as a plain list of layers, from which [`Graph::build`](super::Graph::build) makes the graph.
///
/// Layer 0 is the input, and each layer reads only earlier ones. The layers of heads follow those of the network
/// itself, and the layers of heads that exist only in training come last.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Name of the network.
    pub name: Cow<'static, str>,
    /// All layers, in the order of the description; a layer's index is its [`LayerId`].
    pub layers: Cow<'static, [Layer]>,
    /// Results of the network in inference, in order.
    pub outputs: Cow<'static, [Output]>,
    /// Heads of the network, in the order of their layers.
    pub heads: Cow<'static, [Head]>,
}

#[cfg(test)]
impl Layer {
    /// Creates a layer for tests, named `layer` and without a line.
    pub(crate) fn of_test(op: impl Into<Op>, inputs: &[LayerId]) -> Layer {
        Layer {
            name: "layer".into(),
            op: op.into(),
            inputs: inputs.to_vec().into(),
            line: 0,
        }
    }
}
