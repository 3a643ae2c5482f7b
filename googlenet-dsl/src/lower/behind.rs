//! Lowering of the layers that options of another layer append to it: batch normalisation and activations.

use super::context::Context;
use super::map::Fields;
use super::{form, layer, literal};
use crate::diagnostic::Diagnostics;
use crate::foreign::OPTIONS;
use crate::grammar::{Kind, OptionType, Reads, Setting};
use crate::op::{Activate, Activation};
use crate::read::{Entry, Node, Value};
use crate::spec::{Arg, ArgValue, LayerSpec};

/// Lowers the value of an option of type [`OptionType::Layer`], which is `true`, `false` or a map of options, to the
/// layer of kind `kind` that it appends. Returns `None` for `false`, and after reporting an invalid value. Unknown
/// options are reported, but the layer is returned.
pub(super) fn layer(
    kind: &'static Kind,
    node: &Node,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Option<LayerSpec> {
    let what = format!("`{}`", kind.name);
    let mut fields = match &node.value {
        Value::Bool(false) => return None,
        Value::Bool(true) => Fields::empty(kind.name, node.span),
        Value::Map(_) => Fields::of(node, &what, OPTIONS, form::none, errors)?,
        _ => {
            let ty = OptionType::Layer(kind);
            if let Err(error) = literal::setting(&ty, node, &what) {
                errors.push(*error);
            }
            return None;
        }
    };
    let nothing = Node {
        span: node.span,
        value: Value::Null,
    };
    let entry = Entry {
        key: kind.name.to_owned(),
        key_span: node.span,
        value: nothing,
    };
    let layer = layer::layer(kind, &entry, &mut fields, context, errors);
    let known: Vec<_> = kind.options.iter().map(|field| field.name).collect();
    fields.reject_options(kind.name, Some(kind), &known, errors);
    layer
}

/// Completes a join, or a layer with appended layers: moves its option `activation` to a layer that is appended last,
/// and sets `bias` to `false` unless the step itself gives it. Leaves other layers as they are.
pub(super) fn finish(layer: &mut LayerSpec) {
    // As in Keras, the activation of a sum or concat is a layer of its own.
    if layer.behind.is_empty() && layer.kind.reads == Reads::One {
        return;
    }
    let none = ArgValue::Setting(Setting::Activation(Activation::None));
    if let Some(place) = layer.kind.position("activation") {
        let activation = layer.args[place];
        layer.args[place] = Arg {
            value: none,
            ..activation
        };
        if activation.value != none {
            let (kind, span) = (&Activate::KIND, activation.span);
            layer.behind.push(LayerSpec {
                kind,
                span,
                args: vec![activation],
                behind: Vec::new(),
                source: None,
            });
        }
    }
    if let Some(place) = layer
        .kind
        .position("bias")
        .filter(|place| !layer.args[*place].given)
    {
        layer.args[place].value = ArgValue::Setting(Setting::Flag(false));
    }
}
