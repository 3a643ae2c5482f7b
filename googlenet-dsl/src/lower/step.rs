//! Chains, steps and branches.

use super::context::Context;
use super::map::Fields;
use super::{behind, block, branch, name, value, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::grammar::{Default, Field, KINDS, Kind, Reads, Setting, Type, kind};
use crate::nearest::suggestion;
use crate::read::{Entry, Node, Value};
use crate::spec::{Arg, ArgValue, Call, Chain, Join, Layer, Step};

/// A chain: an ordered map of steps.
pub(super) fn chain(
    node: &Node,
    what: &str,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Chain {
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        Value::Null => &[],
        _ => {
            Fields::of(node, what, errors);
            return Vec::new();
        }
    };
    if entries.is_empty() {
        let title = format!("{what} has no steps");
        errors.push(Diagnostic::new(
            Code::EMPTY_CHAIN,
            title,
            node.span,
            "expected `name: {kind: …}`",
        ));
    }
    let chain: Chain = entries
        .iter()
        .filter_map(|entry| step(entry, context, errors))
        .collect();
    branch::check_repeated(chain.iter(), errors);
    chain
}

fn step(entry: &Entry, context: &mut Context<'_>, errors: &mut Diagnostics) -> Option<Step> {
    name::check(&entry.key, entry.key_span, "a layer", errors);
    let word;
    let (fields, kind_entry) = match &entry.value.value {
        // `name: kind` is short for `name: {kind: }`.
        Value::Text(text) => {
            let nothing = Node {
                span: entry.value.span,
                value: Value::Null,
            };
            word = Entry {
                key: text.clone(),
                key_span: entry.value.span,
                value: nothing,
            };
            (None, &word)
        }
        Value::Map(entries) => {
            let found = kind_of(entry, entries, context, errors)?;
            let mut fields = Fields::of(&entry.value, &format!("`{}`", entry.key), errors)?;
            fields.take_entry(&found.key);
            (Some(fields), found)
        }
        Value::Null => {
            errors.push(no_kind(entry));
            return None;
        }
        _ => {
            errors.push(wrong_type(
                &format!("`{}`", entry.key),
                "a kind, or a map with one",
                &entry.value,
            ));
            return None;
        }
    };
    let mut fields = fields.unwrap_or_else(|| Fields::empty(&entry.key, entry.value.span));
    let from = fields
        .take("from")
        .and_then(|node| branch::reference(node, errors));
    let repeat = fields.take("repeat").and_then(|node| repeat(node, errors));
    let call = if let Some(kind) = kind(&kind_entry.key) {
        let call = kind_call(kind, kind_entry, &mut fields, context, errors);
        let options: Vec<_> = kind
            .options
            .iter()
            .map(|field| field.name)
            .chain(STEP_OPTIONS)
            .collect();
        fields.reject_options(kind.name, &options, errors);
        call
    } else if let Some(at) = context
        .blocks
        .iter()
        .position(|block| *block == kind_entry.key)
    {
        let row = block::row_argument(kind_entry, context, errors);
        fields.reject_options(&kind_entry.key, &STEP_OPTIONS, errors);
        row.map(|row| Call::Block {
            block: at,
            span: kind_entry.key_span,
            row,
        })
    } else {
        errors.push(unknown_kind(kind_entry, context));
        None
    };
    Some(Step {
        name: entry.key.clone(),
        span: entry.key_span,
        call: call?,
        from,
        repeat,
    })
}

/// The options of every step.
pub(super) const STEP_OPTIONS: [&str; 2] = ["from", "repeat"];

fn repeat(node: &Node, errors: &mut Diagnostics) -> Option<u32> {
    match value::check(&Type::Count, node, "`repeat`") {
        Ok(Setting::Count(count)) => Some(count),
        Ok(_) => None,
        Err(error) => {
            errors.push(*error);
            None
        }
    }
}

/// The key of a step that is its kind.
fn kind_of<'n>(
    step: &Entry,
    entries: &'n [Entry],
    context: &Context<'_>,
    errors: &mut Diagnostics,
) -> Option<&'n Entry> {
    let is_kind =
        |entry: &&Entry| kind(&entry.key).is_some() || context.blocks.contains(&entry.key.as_str());
    // A word may be a kind and an option of another: beside one that is not, `activation` is an option.
    let is_option = |entry: &&Entry| {
        let mut options = KINDS.iter().flat_map(|kind| kind.options);
        options.any(|option| option.name == entry.key)
    };
    let certain = entries
        .iter()
        .any(|entry| is_kind(&entry) && !is_option(&entry));
    let mut kinds = entries
        .iter()
        .filter(is_kind)
        .filter(|entry| !(certain && is_option(entry)));
    match (kinds.next(), kinds.next()) {
        (Some(found), None) => Some(found),
        (Some(first), Some(second)) => {
            let title = format!("`{}` has two kinds", step.key);
            let label = format!("`{}` is a kind", second.key);
            let error = Diagnostic::new(Code::MANY_KINDS, title, second.key_span, label);
            errors.push(
                error
                    .also(first.key_span, "and so is this")
                    .help("make two steps of them"),
            );
            None
        }
        (None, _) => {
            let unknown =
                |entry: &&Entry| !STEP_OPTIONS.contains(&entry.key.as_str()) && !is_option(entry);
            errors.push(match entries.iter().find(unknown) {
                Some(entry) => unknown_kind(entry, context),
                None => no_kind(step),
            });
            None
        }
    }
}

fn no_kind(step: &Entry) -> Diagnostic {
    let title = format!("`{}` has no kind", step.key);
    let error = Diagnostic::new(
        Code::NO_KIND,
        title,
        step.key_span,
        "what does this layer do?",
    );
    error
        .help("write `name: {kind: argument, option: value}`, for instance `{conv: 64, kernel: 3}`")
}

fn unknown_kind(entry: &Entry, context: &Context<'_>) -> Diagnostic {
    let title = format!("unknown kind `{}`", value::shorten(&entry.key));
    let mut error = Diagnostic::new(
        Code::UNKNOWN_KIND,
        title,
        entry.key_span,
        "neither a kind nor a block",
    );
    let known: Vec<&str> = KINDS
        .iter()
        .map(|kind| kind.name)
        .chain(context.blocks.iter().copied())
        .collect();
    error.help = suggestion(&entry.key, known.iter().copied());
    error
}

fn kind_call(
    kind: &'static Kind,
    entry: &Entry,
    fields: &mut Fields<'_>,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Option<Call> {
    let layer = layer(kind, entry, fields, context, errors);
    match kind.reads {
        Reads::One => layer.map(Call::Layer),
        Reads::Branches => {
            let operands = branch::operands(kind.name, &entry.value, context, errors);
            branch::check_factors(layer.as_ref(), &operands, errors);
            Some(Call::Join(Join {
                layer: layer?,
                operands,
            }))
        }
    }
}

/// A kind with the settings that stand beside it.
pub(super) fn layer(
    kind: &'static Kind,
    entry: &Entry,
    fields: &mut Fields<'_>,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Option<Layer> {
    let mut args: Vec<Option<Arg>> = Vec::new();
    if let Some(field) = &kind.argument {
        args.push(argument(kind, field, entry, context, errors));
    } else if kind.reads == Reads::One && entry.value.value != Value::Null {
        let title = format!("`{}` takes no argument", kind.name);
        let label = format!("got {}", entry.value.value.describe());
        errors.push(Diagnostic::new(
            Code::UNEXPECTED_ARGUMENT,
            title,
            entry.value.span,
            label,
        ));
    }
    let mut behind = Vec::new();
    let mut factors = Vec::new();
    for field in kind.options {
        let given = fields.take_entry(field.name);
        if let Type::Layer(kind_behind) = field.ty {
            let default = context.defaults.of(kind, field.name);
            let node = match (given, default) {
                (Some(given), _) => Some(given.value.clone()),
                (None, Some(default)) => {
                    default.used = true;
                    Some(default.node.clone())
                }
                (None, None) => None,
            };
            let layer = node.and_then(|node| behind::layer(kind_behind, &node, context, errors));
            let value = ArgValue::Setting(Setting::Flag(layer.is_some()));
            args.push(Some(Arg {
                value,
                span: entry.key_span,
                given: given.is_some(),
            }));
            behind.extend(layer);
            continue;
        }
        if field.ty == Type::Factors {
            let value = ArgValue::Setting(Setting::Flag(given.is_some()));
            args.push(Some(Arg {
                value,
                span: entry.key_span,
                given: given.is_some(),
            }));
            if let Some(given) = given {
                factors.extend(branch::factors(&given.value, context, errors));
            }
            continue;
        }
        let arg = match given {
            Some(given) => arg(field, &given.value, context, errors),
            // The slip is reported as an unknown option, which is the same mistake.
            None if field.default == Default::Required && fields.holds_slip_of(field.name) => None,
            None => {
                let argument = args.first().copied().flatten();
                left_out(kind, field, entry.key_span, argument, context, errors)
            }
        };
        args.push(arg);
    }
    let args: Option<Vec<Arg>> = args.into_iter().chain(factors).collect();
    let mut layer = Layer {
        kind,
        span: entry.key_span,
        args: args?,
        behind,
    };
    behind::finish(&mut layer);
    Some(layer)
}

fn argument(
    kind: &Kind,
    field: &Field,
    entry: &Entry,
    context: &Context<'_>,
    errors: &mut Diagnostics,
) -> Option<Arg> {
    if entry.value.value == Value::Null {
        let title = format!("`{}` has no argument", kind.name);
        let label = format!("expected {}: {}", field.ty.describe(), field.doc);
        errors.push(Diagnostic::new(
            Code::MISSING_ARGUMENT,
            title,
            entry.key_span,
            label,
        ));
        return None;
    }
    arg(field, &entry.value, context, errors)
}

pub(super) fn arg(
    field: &Field,
    node: &Node,
    context: &Context<'_>,
    errors: &mut Diagnostics,
) -> Option<Arg> {
    let what = format!("`{}`", field.name);
    let value = match &node.value {
        Value::Text(text) if text == "$input.channels" && field.ty == Type::Count => {
            ArgValue::InputChannels
        }
        Value::Text(text) if text.starts_with("$input") => {
            errors.push(wrong_type(&what, &field.ty.describe(), node));
            return None;
        }
        Value::Text(text) if text.starts_with('$') => {
            ArgValue::Column(context.column(&text[1..], node.span, errors)?)
        }
        _ => match value::check(&field.ty, node, &what) {
            Ok(setting) => ArgValue::Setting(setting),
            Err(error) => {
                errors.push(*error);
                return None;
            }
        },
    };
    Some(Arg {
        value,
        span: node.span,
        given: true,
    })
}

/// The value of an option that the step does not give.
fn left_out(
    kind: &Kind,
    field: &Field,
    span: Span,
    argument: Option<Arg>,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Option<Arg> {
    let fixed = |setting: Setting| {
        Some(Arg {
            value: ArgValue::Setting(setting),
            span,
            given: false,
        })
    };
    if let Some(default) = context.defaults.of(kind, field.name) {
        default.used = true;
        return fixed(default.setting);
    }
    match field.default {
        Default::Value(setting) => fixed(setting),
        Default::Argument => argument.map(|argument| Arg {
            given: false,
            ..argument
        }),
        Default::Required => {
            let title = format!("`{}` has no `{}`", kind.name, field.name);
            let label = format!("expected `{}`: {}", field.name, field.doc);
            errors.push(Diagnostic::new(Code::MISSING_OPTION, title, span, label));
            None
        }
    }
}
