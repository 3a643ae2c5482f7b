//! A network as a plain list of layers without shapes, which generated code holds as a constant.

use super::{Head, LayerId, Output};
use crate::op::Op;
use std::borrow::Cow;

/// A layer of a network, without the shape of its result.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Path of the layer in the description, joined by dots: the names of the groups (head, uses of blocks, joins)
    /// around the layer's step and the name of the step, such as `inception_3a.conv_1x1`, followed by the kind for a
    /// layer that an option adds, such as `stem.batch_norm`; `$input` for the input.
    pub name: Cow<'static, str>,
    /// Operation that the layer computes, with its options.
    pub op: Op,
    /// Ids of the layers that this layer reads, in the order of the operation's inputs; empty for the input. All must
    /// come earlier in the network.
    pub inputs: Cow<'static, [LayerId]>,
    /// Number of the line, from 1, on which the description has the name of the layer's step; for a layer of a block a
    /// line in the block's definition. 0 for a layer that comes from no description.
    pub line: u32,
    /// Path of the layer in the file that the description was made of, as the key `source` of steps gives it; `None` if
    /// neither the layer's step nor a group around it has a `source`. In a description with `names` it is the name that
    /// the layer has in the files of that tool, of every layer with weights.
    pub source: Option<Cow<'static, str>>,
}

/// A network as a plain list of layers, from which [`Graph::build`](super::Graph::build) makes the graph.
///
/// Layer 0 is the input, and each layer reads only earlier ones. The layers of heads (side chains, such as auxiliary
/// classifiers) follow those of the network itself, and the layers of heads that exist only in training come last. The
/// compiler keeps this order; [`Graph::build`](super::Graph::build) relies on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Name of the network, such as `InceptionV1`.
    pub name: Cow<'static, str>,
    /// All layers, those of heads included; a layer's index is its [`LayerId`].
    pub layers: Cow<'static, [Layer]>,
    /// Results that the network returns in inference, as names and layer ids: those of the main chain's steps first,
    /// then those of heads that exist in inference, each in the order of the description.
    pub outputs: Cow<'static, [Output]>,
    /// Heads of the network, in the order of their layers: those that exist in inference first.
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
            source: None,
        }
    }
}
