//! Lowering of chains and steps: which kind or block a step uses, and with which options.

use super::context::Context;
use super::map::Fields;
use super::{block, branch, form, hint, layer, literal, name, source, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, shorten};
use crate::foreign::OPTIONS;
use crate::grammar::{Kind, OptionType, Reads, Setting};
use crate::op::{KINDS, kind};
use crate::read::{Entry, Node, Value};
use crate::spec::{Call, Chain, Join, StepSpec};

/// Lowers a chain, an ordered map from names to steps; `what` names the chain in messages. All mistakes are reported,
/// an empty chain among them; steps without a valid kind or block are left out.
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
            Fields::of(node, what, &[], form::chain, errors);
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

fn step(entry: &Entry, context: &mut Context<'_>, errors: &mut Diagnostics) -> Option<StepSpec> {
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
            let mut fields = Fields::of(
                &entry.value,
                &format!("`{}`", entry.key),
                OPTIONS,
                form::none,
                errors,
            )?;
            fields.take_entry(&found.key);
            (Some(fields), found)
        }
        Value::Null => {
            errors.push(no_kind(entry));
            return None;
        }
        _ => {
            let what = format!("`{}`", entry.key);
            let mut error = wrong_type(&what, "a kind, or a map with one", &entry.value);
            error.help = form::a_step(&entry.key, &entry.value);
            errors.push(error);
            return None;
        }
    };
    let mut fields = fields.unwrap_or_else(|| Fields::empty(&entry.key, entry.value.span));
    let from = fields
        .take("from")
        .and_then(|node| branch::reference(node, errors));
    let repeat = fields.take("repeat").and_then(|node| repeat(node, errors));
    let source = fields
        .take("source")
        .and_then(|node| source::source(node, context.names, errors).map(|source| (source, node)));
    let kind = kind(&kind_entry.key);
    let call = if let Some(kind) = kind {
        let call = kind_call(kind, kind_entry, &mut fields, context, errors);
        fields.reject_options(kind.name, Some(kind), &options_of(kind), errors);
        call
    } else if let Some(at) = context
        .blocks
        .iter()
        .position(|block| *block == kind_entry.key)
    {
        let row = block::row_argument(kind_entry, context, errors);
        fields.reject_options(&kind_entry.key, None, &STEP_OPTIONS, errors);
        row.map(|row| Call::Block {
            block: at,
            span: kind_entry.key_span,
            row,
        })
    } else {
        errors.push(unknown_kind(entry, kind_entry, context));
        if let Some(kind) = meant(entry, kind_entry) {
            kind_call(kind, kind_entry, &mut fields, context, errors);
            fields.reject_options(kind.name, Some(kind), &options_of(kind), errors);
        }
        None
    };
    let mut call = call?;
    let source = source::distribute(source, kind, &mut call, context, errors);
    Some(StepSpec {
        name: entry.key.clone(),
        span: entry.key_span,
        source,
        call,
        from,
        repeat,
    })
}

/// Returns the names of the options that a step of this kind has.
fn options_of(kind: &Kind) -> Vec<&'static str> {
    let options = kind.options.iter().map(|field| field.name);
    options.chain(STEP_OPTIONS).collect()
}

/// Returns the kind that the unknown kind of a step stands for, if the options beside it can be checked as those of
/// that kind.
fn meant(step: &Entry, unknown: &Entry) -> Option<&'static Kind> {
    let kind = hint::kind_of(&unknown.key)?;
    let has_options = matches!(step.value.value, Value::Map(_));
    let fits = kind.argument.is_some()
        || kind.reads == Reads::Branches
        || matches!(unknown.value.value, Value::Null | Value::Map(_));
    (has_options && fits).then_some(kind)
}

/// The names of the options that every step has, whatever its kind.
pub(super) const STEP_OPTIONS: [&str; 3] = ["from", "repeat", "source"];

fn repeat(node: &Node, errors: &mut Diagnostics) -> Option<u32> {
    match literal::setting(&OptionType::Count, node, "`repeat`") {
        Ok(Setting::Count(count)) => Some(count),
        Ok(_) => None,
        Err(error) => {
            errors.push(*error);
            None
        }
    }
}

/// Returns the entry of a step's map whose key is the step's kind or block or, if no key is one, the entry that is
/// probably meant to be it. Reports a step with none or several, and returns `None`.
fn kind_of<'n>(
    step: &Entry,
    entries: &'n [Entry],
    context: &Context<'_>,
    errors: &mut Diagnostics,
) -> Option<&'n Entry> {
    let is_kind =
        |entry: &&Entry| kind(&entry.key).is_some() || context.blocks.contains(&entry.key.as_str());
    // A word such as `activation` is a kind, and an option of other kinds; beside a key that can only be a kind it is
    // an option.
    let is_option = |entry: &&Entry| {
        let mut options = KINDS.iter().flat_map(|kind| kind.options);
        options.any(|option| option.name == entry.key)
    };
    let certain = entries
        .iter()
        .any(|entry| is_kind(&entry) && !is_option(&entry));
    // Beside `Conv2D`, which means a kind, too.
    let means_kind =
        |entry: &&Entry| !is_kind(entry) && !is_option(entry) && hint::means_kind(&entry.key);
    if let Some(entry) = entries.iter().find(means_kind).filter(|_| !certain)
        && entries.iter().any(|entry| is_kind(&entry))
    {
        errors.push(unknown_kind(step, entry, context));
        return None;
    }
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
            let mut all = entries.iter().filter(unknown);
            // `type: conv` names the kind, `filters: 64` beside it does not.
            let certain = all.clone().find(|entry| hint::is_kind(&entry.key));
            let found = certain.or_else(|| all.next());
            if found.is_none() {
                errors.push(no_kind(step));
            }
            found
        }
    }
}

fn no_kind(step: &Entry) -> Diagnostic {
    let title = format!("`{}` has no kind", step.key);
    let error = Diagnostic::new(Code::NO_KIND, title, step.key_span, "no kind or block here");
    let is_scale = match &step.value.value {
        Value::Map(entries) => entries.first().is_some_and(|first| {
            first.key == "scale" && !matches!(first.value.value, Value::List(_))
        }),
        _ => false,
    };
    error.help(match is_scale {
        true => "did you mean `channel_scale`, Caffe's `Scale`?",
        false => {
            "write `name: {kind: argument, option: value}`, for instance `{conv: 64, kernel: 3}`"
        }
    })
}

fn unknown_kind(step: &Entry, entry: &Entry, context: &Context<'_>) -> Diagnostic {
    let title = format!("unknown kind `{}`", shorten(&entry.key));
    let mut error = Diagnostic::new(
        Code::UNKNOWN_KIND,
        title,
        entry.key_span,
        "neither a kind nor a block",
    );
    error.help = hint::unknown_kind(step, entry, &context.blocks);
    error
}

fn kind_call<'n>(
    kind: &'static Kind,
    entry: &'n Entry,
    fields: &mut Fields<'n>,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Option<Call> {
    let layer = layer::layer(kind, entry, fields, context, errors);
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
