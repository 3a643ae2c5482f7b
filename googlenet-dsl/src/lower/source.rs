//! Lowering of `source`, the names that steps and their layers have elsewhere, and of `names`, whose names these are.

use super::context::Context;
use super::{word, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::grammar::Kind;
use crate::op::Activate;
use crate::read::{Node, Value};
use crate::spec::{Call, LayerSpec};
use crate::value::Names;

/// The largest number of characters of a `source`.
const MAX_SOURCE: usize = 200;

/// The value of `source`: the name of a step, or those of its layers with weights.
pub(super) enum Source {
    Name(String),
    List(Vec<String>),
}

/// Lowers `node`, the value of `names`; the outer `None` after reporting an error.
pub(super) fn names(node: Option<&Node>, errors: &mut Diagnostics) -> Option<Option<Names>> {
    match node {
        None => Some(None),
        Some(node) => word::word(node, "`names`", errors).map(Some),
    }
}

/// Lowers `node`, the value of the option `source` of a step. Returns `None` after reporting an error.
pub(super) fn source(
    node: &Node,
    names: Option<Names>,
    errors: &mut Diagnostics,
) -> Option<Source> {
    match &node.value {
        Value::List(items) => {
            if names.is_none() {
                errors.push(without_names("a list as `source`", node));
                return None;
            }
            let names: Vec<_> = items.iter().map(|item| name(item, true, errors)).collect();
            names.into_iter().collect::<Option<_>>().map(Source::List)
        }
        _ => name(node, names.is_some(), errors).map(Source::Name),
    }
}

/// Lowers the `source` of a head, which is a single name.
pub(super) fn of_head(
    node: &Node,
    names: Option<Names>,
    errors: &mut Diagnostics,
) -> Option<String> {
    name(node, names.is_some(), errors)
}

/// Checks `node`, the value of `source` in the defaults of `kind`: a list of names that continue those of steps.
/// Returns `true` if it is one.
pub(super) fn check_default(
    kind: &Kind,
    node: &Node,
    names: Option<Names>,
    errors: &mut Diagnostics,
) -> bool {
    if names.is_none() {
        errors.push(without_names("`source` in `defaults`", node));
        return false;
    }
    let expected = "a list of names for the layers of each step";
    let Value::List(items) = &node.value else {
        let mut error = wrong_type("`source`", expected, node);
        if let Value::Text(text) = &node.value {
            error.help = Some(format!("write `source: [{text}]`"));
        }
        errors.push(error);
        return false;
    };
    let mut fits = true;
    for item in items {
        let Some(name) = name(item, true, errors) else {
            fits = false;
            continue;
        };
        if !name.is_empty() && !name.starts_with(['.', '_', '/']) {
            let title = format!("every step of `{}` would have a layer `{name}`", kind.name);
            let label = "expected a name that begins with `.`, `_` or `/`, or an empty one";
            let error = Diagnostic::new(Code::SOURCE_NAMES, title, item.span, label);
            errors.push(error.help("write `.conv` for the part `conv` of each step"));
            fits = false;
        }
    }
    fits
}

/// Gives the layers of a step the names of its `source` or, if that is no list, of the file's defaults for its kind.
/// Returns the name of the step itself. Reports a list that has not as many names as the step has layers with weights.
pub(super) fn distribute(
    source: Option<(Source, &Node)>,
    kind: Option<&Kind>,
    call: &mut Call,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Option<String> {
    let layer = match call {
        Call::Layer(layer) => Some(layer),
        _ => None,
    };
    match (source, layer) {
        (Some((Source::List(names), node)), layer) => {
            let count = layer.as_ref().map_or(0, |layer| layers(layer));
            match layer {
                Some(layer) if count == names.len() => give(layer, &names),
                _ => {
                    let title = "`source` does not fit the layers of its step";
                    let s = if count == 1 { "" } else { "s" };
                    let label = format!("expected {count} name{s}, got {}", names.len());
                    let error = Diagnostic::new(Code::SOURCE_NAMES, title, node.span, label);
                    let help = match count {
                        0 => "write one name: the steps inside have their own",
                        _ => {
                            "a list names the layers that the step makes, one by one, and no activation"
                        }
                    };
                    errors.push(error.help(help));
                }
            }
            None
        }
        (source, Some(layer)) => {
            if let Some(kind) = kind
                && let Some(default) = context.defaults.of(kind, "source")
                && let Value::List(items) = &default.node.value
            {
                let names = items.iter().filter_map(|item| match &item.value {
                    Value::Text(text) => Some(text.clone()),
                    _ => None,
                });
                give(layer, &names.collect::<Vec<_>>());
                default.used = true;
            }
            name_of(source)
        }
        (source, None) => name_of(source),
    }
}

fn name_of(source: Option<(Source, &Node)>) -> Option<String> {
    match source {
        Some((Source::Name(name), _)) => Some(name),
        _ => None,
    }
}

/// Returns the number of layers that a `source` names: all but activations.
fn layers(layer: &LayerSpec) -> usize {
    let behind = layer.behind.iter();
    1 + behind.filter(|layer| *layer.kind != Activate::KIND).count()
}

/// Gives a layer and those behind it their names, as far as there are some.
fn give(layer: &mut LayerSpec, names: &[String]) {
    let mut names = names.iter().cloned();
    layer.source = names.next();
    let behind = layer.behind.iter_mut();
    for (layer, name) in behind
        .filter(|layer| *layer.kind != Activate::KIND)
        .zip(names)
    {
        layer.source = Some(name);
    }
}

/// Lowers a name, which may be empty only if `empty` is `true`.
fn name(node: &Node, empty: bool, errors: &mut Diagnostics) -> Option<String> {
    let expected = "the name of the step in another file";
    let Value::Text(text) = &node.value else {
        let mut error = wrong_type("`source`", expected, node);
        if let Value::Number(number) = node.value {
            error.help = Some(match number.fract() == 0.0 && number > 0.0 {
                true => format!("write `source: \"{number}\"`"),
                false => "put the name in quotes, as it is a number without them".to_owned(),
            });
        }
        errors.push(error);
        return None;
    };
    let fits = (empty || !text.is_empty())
        && text.chars().count() <= MAX_SOURCE
        && !text.chars().any(char::is_control);
    if !fits {
        let title = "`source` is no name";
        let label = format!("expected 1 to {MAX_SOURCE} characters on one line");
        errors.push(Diagnostic::new(Code::BAD_NAME, title, node.span, label));
    }
    fits.then(|| text.clone())
}

fn without_names(what: &str, node: &Node) -> Diagnostic {
    let title = format!("{what} in a file without `names`");
    let label = "it is not said whose names these are";
    let error = Diagnostic::new(Code::SOURCE_NAMES, title, node.span, label);
    error.help("write `names: torchvision` or `names: keras` at the top of the file")
}
