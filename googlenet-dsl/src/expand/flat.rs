//! The flat list of layers, with the places that errors point at.

use crate::diagnostic::Span;
use crate::grammar::{Kind, Setting};
use crate::graph::{Head, LayerId, Output};
use crate::op::Activate;
use crate::spec::{Arg, ArgValue, LayerSpec, Operand};
use crate::tree::Item;
use crate::value::Activation;

/// A network written out. Layer `i` of the list has the [`LayerId`] `i + 1`; 0 is the input.
#[derive(Debug)]
pub(crate) struct Expanded<'s> {
    /// The network's name.
    pub name: &'s str,
    /// Height, width, channels.
    pub input: [u32; 3],
    /// Where the input is written.
    pub input_span: Span,
    /// The layers in the order of the file.
    pub layers: Vec<FlatLayer<'s>>,
    /// The uses of blocks.
    pub instances: Vec<Instance>,
    /// The same layers, grouped as the file groups them: those of the network itself, then the heads.
    pub items: Vec<Item>,
    /// What the network makes in inference.
    pub outputs: Vec<Output>,
    /// The heads, those that only training has behind the others.
    pub heads: Vec<Head>,
}

impl Expanded<'_> {
    /// The groups alone: the flat list is as large as the graph, and gives its memory back before the plan is made.
    pub(crate) fn into_items(self) -> Vec<Item> {
        self.items
    }
}

/// A layer before its operation is built.
#[derive(Debug)]
pub(crate) struct FlatLayer<'s> {
    /// Its path.
    pub name: String,
    /// What the file says of it.
    pub template: &'s LayerSpec,
    /// The fields that a row or a block's input fills, by place.
    pub filled: Vec<(usize, FlatArg)>,
    /// What it reads.
    pub inputs: Vec<LayerId>,
    /// For a join: its operands in the file.
    pub operands: &'s [Operand],
    /// Where its step is named.
    pub span: Span,
    /// The innermost block around it.
    pub instance: Option<usize>,
}

impl FlatLayer<'_> {
    /// Its kind.
    pub(crate) fn kind(&self) -> &'static Kind {
        self.template.kind
    }

    /// Whether it is the activation `none` of a row.
    pub(super) fn is_no_activation(&self) -> bool {
        let none = FlatValue::Setting(Setting::Activation(Activation::None));
        *self.kind() == Activate::KIND && self.filled.iter().any(|(_, arg)| arg.value == none)
    }

    /// The value of the field at a place.
    pub(crate) fn arg(&self, place: usize) -> FlatArg {
        let filled = self
            .filled
            .iter()
            .find(|(at, _)| *at == place)
            .map(|(_, arg)| *arg);
        match (filled, &self.template.args[place]) {
            (Some(filled), _) => filled,
            (
                None,
                Arg {
                    value: ArgValue::Setting(setting),
                    span,
                    given,
                },
            ) => FlatArg {
                value: FlatValue::Setting(*setting),
                span: *span,
                given: *given,
            },
            (None, _) => unreachable!("expansion fills what is no literal"),
        }
    }
}

/// The value of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FlatArg {
    /// The value.
    pub value: FlatValue,
    /// Where it stands: in the step, or in a row.
    pub span: Span,
    /// Whether the step itself gives it.
    pub given: bool,
}

/// The value of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum FlatValue {
    /// A checked value.
    Setting(Setting),
    /// The channels of a layer's result.
    ChannelsOf(LayerId),
}

/// A use of a block.
#[derive(Debug)]
pub(crate) struct Instance {
    /// The block's place in the file.
    pub block: usize,
    /// Where the step that uses it is named.
    pub span: Span,
    /// The use around it.
    pub parent: Option<usize>,
}
