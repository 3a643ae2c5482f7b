//! The result of expansion: a flat list of layers, with their positions in the file for error messages.

use crate::diagnostic::Span;
use crate::grammar::{Kind, Setting};
use crate::graph::{Head, LayerId, Output};
use crate::op::Activate;
use crate::spec::{Arg, ArgValue, LayerSpec, Operand};
use crate::tree::Item;
use crate::value::Activation;

/// A network with all blocks and branches expanded. Entry `i` of `layers` has the [`LayerId`] `i + 1`; id 0 is the
/// input.
#[derive(Debug)]
pub(crate) struct Expanded<'s> {
    /// The name of the network.
    pub name: &'s str,
    /// Whether the file says whose names `source` gives.
    pub has_names: bool,
    /// The size of the network's input for one image: height and width in pixels, and the number of channels.
    pub input: [u32; 3],
    /// The position of the value of `input` in the file.
    pub input_span: Span,
    /// The layers; each stands after all layers that it reads, and layers of training heads are last.
    pub layers: Vec<FlatLayer<'s>>,
    /// All uses of blocks, an enclosing one before those inside of it. Layers refer to them by index.
    pub instances: Vec<Instance>,
    /// The entries of the field `layers` as a tree, grouped as in the file: first the steps of the main chain, then one
    /// group for each head.
    pub items: Vec<Item>,
    /// The network's outputs in inference: steps of the main chain, then heads with `when: always`.
    pub outputs: Vec<Output>,
    /// The heads (auxiliary classifiers): first those with `when: always`, then those of training only.
    pub heads: Vec<Head>,
}

impl Expanded<'_> {
    /// Returns the field `items`, the tree of layers, and drops all other fields, which frees the memory of the flat
    /// list before planning.
    pub(crate) fn into_items(self) -> Vec<Item> {
        self.items
    }
}

/// A layer of the expanded network, before its operation is built.
#[derive(Debug)]
pub(crate) struct FlatLayer<'s> {
    /// The layer's path, such as `inception_3a.conv_1x1`.
    pub name: String,
    /// The layer's path in the file that the description was made of, from the `source` of its step and of the groups
    /// around; `None` if none has one.
    pub source: Option<String>,
    /// Whether layers with the same `source` are numbered.
    pub numbered: bool,
    /// The layer's kind and field values after lowering, with references to columns of the block instead of the values
    /// that `filled` holds.
    pub template: &'s LayerSpec,
    /// The fields whose values come from the block's columns or from `$input.channels`, each as its index in
    /// [`LayerSpec::args`] and its value.
    pub filled: Vec<(usize, FlatArg)>,
    /// The ids of the layers that this layer reads, in the order of its operands.
    pub inputs: Vec<LayerId>,
    /// The branches of a join as the file has them; empty for other layers.
    pub operands: &'s [Operand],
    /// The position of the name of the layer's step in the file.
    pub span: Span,
    /// The index in [`Expanded::instances`] of the innermost use of a block around the layer; `None` outside of blocks.
    pub instance: Option<usize>,
}

impl FlatLayer<'_> {
    /// Returns the kind of the layer, an entry of the table of built-in kinds such as `conv`.
    pub(crate) fn kind(&self) -> &'static Kind {
        self.template.kind
    }

    /// Returns `true` for an activation layer whose function a block's column sets to `none`, which makes the layer
    /// superfluous.
    pub(super) fn is_no_activation(&self) -> bool {
        let none = FlatValue::Setting(Setting::Activation(Activation::None));
        *self.kind() == Activate::KIND && self.filled.iter().any(|(_, arg)| arg.value == none)
    }

    /// Returns the value of the field with index `place` in [`LayerSpec::args`], with columns filled in.
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

/// The value of a field of a layer (an option or the main argument) after expansion, with its position in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FlatArg {
    /// The value, or the layer whose number of channels is the value.
    pub value: FlatValue,
    /// The position of the value in the file: in the step, or in the row that fills the column. See [`Arg::span`] for
    /// values from defaults.
    pub span: Span,
    /// `true` if the step gives the value, also through a column; `false` if it comes from a default.
    pub given: bool,
}

/// The value of a field of a layer after expansion, when columns are replaced by their values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum FlatValue {
    /// A literal value, such as a number or word, checked against the field's type and converted to it.
    Setting(Setting),
    /// The number of channels of a layer's result, from `$input.channels`; known only after shape inference.
    ChannelsOf(LayerId),
}

/// A use of a block template by a step.
#[derive(Debug)]
pub(crate) struct Instance {
    /// The index of the block in [`Spec::blocks`](crate::spec::Spec::blocks).
    pub block: usize,
    /// The position of the name of the step that uses the block.
    pub span: Span,
    /// The index in [`Expanded::instances`] of the enclosing use of a block; `None` outside of blocks.
    pub parent: Option<usize>,
}
