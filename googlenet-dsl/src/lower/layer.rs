//! Lowering of a layer. The value of each field (main argument or option) comes from the step, the file's `defaults`,
//! or the kind's own default.

use super::context::Context;
use super::map::Fields;
use super::{behind, beside, branch, form, hint, literal, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting};
use crate::op::{Conv, DEPTHWISE, FIRST, Part, SECOND, SEPARABLE};
use crate::read::{Entry, Node, Value};
use crate::spec::{Arg, ArgValue, LayerSpec};

/// Lowers a layer: `entry` is the kind's name with the main argument, `fields` holds the options beside it. Takes the
/// kind's options out of `fields`, so that the caller can report the entries that are left as unknown options. Returns
/// `None` if a field has no valid value; `Some` may come with reported mistakes. The branches of a join are left to the
/// caller.
///
/// A kind without a main argument may have its options in a map instead: `{batch_norm: {center: false}}`; the map may
/// be empty: `{flatten: {}}`.
pub(super) fn layer<'n>(
    kind: &'static Kind,
    entry: &'n Entry,
    fields: &mut Fields<'n>,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Option<LayerSpec> {
    let mut args: Vec<Option<Arg>> = Vec::new();
    let mut unexpected = false;
    if let Some(field) = &kind.argument {
        unexpected = holds_options(kind, field, entry);
        args.push(argument(kind, field, entry, fields, context, errors));
    } else if kind.reads == Reads::Branches || entry.value.value == Value::Null {
        // The caller lowers the branches.
    } else if matches!(&entry.value.value, Value::Map(options) if options.is_empty() || !kind.options.is_empty())
    {
        fields.extend(&entry.value, errors);
    } else {
        unexpected = true;
        let title = format!("`{}` takes no argument", kind.name);
        let label = format!("got {}", entry.value.value.describe());
        let error = Diagnostic::new(Code::UNEXPECTED_ARGUMENT, title, entry.value.span, label);
        errors.push(error.help(unexpected_help(kind, &entry.value, fields)));
    }
    let mut behind = Vec::new();
    let mut factors = Vec::new();
    for field in kind.options {
        let given = fields.take_entry(field.name);
        if let OptionType::Layer(kind_behind) = field.ty {
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
        if field.ty == OptionType::Factors {
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
            // The option is required, but an unexpected argument was reported, or the caller will report a misspelled
            // option, which is the same mistake.
            None if field.default == DefaultValue::Required
                && (unexpected || fields.holds_slip_of(field.name)) =>
            {
                None
            }
            None => {
                let argument = args.first().copied().flatten();
                let overruled = field.name == "bias" && !behind.is_empty();
                if let Some(default) = context.defaults.of(kind, field.name)
                    && overruled
                    && default.setting == Setting::Flag(true)
                {
                    // `behind::finish` turns the bias off, as normalisation takes it away.
                    default.overruled = true;
                    let used = std::mem::replace(&mut default.used, true);
                    let arg = left_out(kind, field, entry.key_span, argument, context, errors);
                    if let Some(default) = context.defaults.of(kind, field.name) {
                        default.used = used;
                    }
                    arg
                } else {
                    left_out(kind, field, entry.key_span, argument, context, errors)
                }
            }
        };
        args.push(arg);
    }
    let args: Option<Vec<Arg>> = args.into_iter().chain(factors).collect();
    let mut layer = LayerSpec {
        kind,
        span: entry.key_span,
        args: args?,
        behind,
        source: None,
    };
    behind::finish(&mut layer);
    Some(match *kind == SEPARABLE {
        true => apart(&layer),
        false => layer,
    })
}

/// Returns the two convolutions that a `separable_conv` is: the second one stands behind the first, before the layers
/// that its options append.
fn apart(layer: &LayerSpec) -> LayerSpec {
    let args = |parts: &[Part]| {
        let args = parts.iter().map(|part| match part {
            Part::Of(name) => layer.args[layer.kind.position(name).unwrap_or_default()],
            Part::Is(setting) => Arg {
                value: ArgValue::Setting(*setting),
                span: layer.span,
                given: false,
            },
        });
        args.collect()
    };
    let second = LayerSpec {
        kind: &Conv::KIND,
        span: layer.span,
        args: args(&SECOND),
        behind: Vec::new(),
        source: None,
    };
    LayerSpec {
        kind: &DEPTHWISE,
        span: layer.span,
        args: args(&FIRST),
        behind: std::iter::once(second)
            .chain(layer.behind.iter().cloned())
            .collect(),
        source: None,
    }
}

/// Returns `true` if the options of a kind stand in a map behind it, where its main argument belongs.
fn holds_options(kind: &Kind, field: &Field, entry: &Entry) -> bool {
    let Value::Map(entries) = &entry.value.value else {
        return false;
    };
    match field.ty {
        OptionType::Activation => false,
        OptionType::Scale => entries
            .iter()
            .any(|entry| entry.key != "size" && hint::field_of(kind, &entry.key).is_some()),
        _ => true,
    }
}

/// Returns the help for an argument of a kind that has none.
fn unexpected_help(kind: &Kind, argument: &Node, fields: &Fields<'_>) -> String {
    let mut options = kind.options.iter();
    let required = options.find(|option| option.default == DefaultValue::Required);
    match required {
        Some(option) if fields.holds(option.name) => {
            format!("leave the argument out: `{}: {{}}`", kind.name)
        }
        Some(option) => {
            let value = match argument.value {
                Value::Number(number) => number.to_string(),
                Value::List(_) if option.ty == OptionType::Range => form::text(argument),
                _ => "…".to_owned(),
            };
            format!("write `{{{}: {{{}: {value}}}}}`", kind.name, option.name)
        }
        None if kind.options.is_empty() => format!("write `name: {}`", kind.name),
        None => match option_of(kind, argument) {
            Some(option) if !fields.holds(option.name) => {
                format!(
                    "write `{{{}: {{{}: {}}}}}`",
                    kind.name,
                    option.name,
                    form::text(argument)
                )
            }
            _ => format!(
                "write `name: {}`, or a map of its options behind it",
                kind.name
            ),
        },
    }
}

/// Returns the option that an argument must be meant for: the only one whose values are numbers, if it takes this one.
fn option_of(kind: &Kind, argument: &Node) -> Option<&'static Field> {
    let Value::Number(_) = argument.value else {
        return None;
    };
    let is_number =
        |field: &&Field| matches!(field.ty, OptionType::Count | OptionType::Real { .. });
    let mut numbers = kind.options.iter().filter(is_number);
    let only = numbers.next().filter(|_| numbers.next().is_none());
    only.filter(|field| literal::setting(&field.ty, argument, field.name).is_ok())
}

fn argument(
    kind: &Kind,
    field: &Field,
    entry: &Entry,
    fields: &Fields<'_>,
    context: &Context<'_>,
    errors: &mut Diagnostics,
) -> Option<Arg> {
    if holds_options(kind, field, entry) {
        let what = format!("`{}`", field.name);
        let mut error = wrong_type(&what, &field.ty.describe(), &entry.value);
        error.help = beside::argument(kind, &entry.key, &entry.value);
        errors.push(error);
        return None;
    }
    if entry.value.value == Value::Null && fields.hold_argument_of(kind) {
        // The caller reports the option that stands for the argument.
        return None;
    }
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
        Value::Text(text) if text == "$input.channels" && field.ty == OptionType::Count => {
            ArgValue::InputChannels
        }
        Value::Text(text) if text.starts_with("$input") => {
            errors.push(wrong_type(&what, &field.ty.describe(), node));
            return None;
        }
        Value::Text(text) if text.starts_with('$') => {
            ArgValue::Column(context.column(&text[1..], node.span, errors)?)
        }
        _ => match literal::setting(&field.ty, node, &what) {
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

/// Returns the value of an option that the step does not give: the file's default, which is marked as used, or the
/// kind's own. `argument` is the step's main argument, `span` the position of the kind's name. Returns `None` after
/// reporting a missing required option, and if the option defaults to the main argument, which has no valid value.
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
        DefaultValue::Value(setting) => fixed(setting),
        DefaultValue::Argument => argument.map(|argument| Arg {
            given: false,
            ..argument
        }),
        DefaultValue::Required => {
            let title = format!("`{}` has no `{}`", kind.name, field.name);
            let label = format!("expected `{}`: {}", field.name, field.doc);
            errors.push(Diagnostic::new(Code::MISSING_OPTION, title, span, label));
            None
        }
    }
}
