//! A network as a plain list of layers, which generated code holds as a constant.

use super::{Head, LayerId, Output};
use crate::op::Op;
use std::borrow::Cow;

/// A layer of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// The path in the file: `inception_3a.conv_1x1`.
    pub name: Cow<'static, str>,
    /// What it computes.
    pub op: Op,
    /// The layers that it reads, all before it.
    pub inputs: Cow<'static, [LayerId]>,
    /// The line of the file, from 1, that wrote it; 0 for a layer that no file wrote.
    pub line: u32,
}

/// A network as a plain list: layer 0 is the input, and each reads only layers before it. Heads stand behind the
/// layers of the network itself, those that only training has behind the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The network's name.
    pub name: Cow<'static, str>,
    /// The layers in the order of the file.
    pub layers: Cow<'static, [Layer]>,
    /// What the network makes in inference, in order.
    pub outputs: Cow<'static, [Output]>,
    /// Its heads, in the order of their layers.
    pub heads: Cow<'static, [Head]>,
}

#[cfg(test)]
impl Layer {
    /// A layer that no file wrote.
    pub(crate) fn of_test(op: impl Into<Op>, inputs: &[LayerId]) -> Layer {
        Layer {
            name: "layer".into(),
            op: op.into(),
            inputs: inputs.to_vec().into(),
            line: 0,
        }
    }
}
