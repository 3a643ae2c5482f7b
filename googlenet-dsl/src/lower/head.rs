//! Lowering of `heads` (auxiliary classifiers and other side chains) and `outputs`.

use super::context::Context;
use super::map::Fields;
use super::word::word;
use super::{branch, form, literal, name, source, step, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, shorten};
use crate::foreign::HEAD;
use crate::grammar::{OptionType, Setting};
use crate::graph::{MAX_OUTPUTS, When};
use crate::read::{Entry, Node, Value};
use crate::spec::{Chain, HeadSpec, Reference, StepSpec};
use std::collections::HashMap;

const KEYS: &[&str] = &["from", "when", "weight", "source", "layers"];

/// The type of a head's `weight`, the factor of its loss: a number of at least 0.
const WEIGHT: OptionType = OptionType::Real {
    min: 0.0,
    below: None,
};

/// Lowers the heads of `node`, the value of `heads`, in the order of the file. All mistakes are reported; a head is
/// left out if it has no `layers`, or if its `from`, `when` or `weight` is invalid.
pub(super) fn heads(
    node: Option<&Node>,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Vec<HeadSpec> {
    let Some(node) = node else { return Vec::new() };
    let Value::Map(entries) = &node.value else {
        Fields::of(node, "`heads`", &[], form::heads, errors);
        return Vec::new();
    };
    entries
        .iter()
        .filter_map(|entry| head(entry, context, errors))
        .collect()
}

fn head(entry: &Entry, context: &mut Context<'_>, errors: &mut Diagnostics) -> Option<HeadSpec> {
    name::check(&entry.key, entry.key_span, "a head", errors);
    let what = format!("head `{}`", entry.key);
    let mut fields = Fields::of(&entry.value, &what, HEAD, form::head, errors)?;
    let from = fields
        .require("from", errors)
        .and_then(|node| branch::reference(node, errors));
    let when = match fields.take("when") {
        Some(node) => word(node, "`when`", errors),
        None => Some(When::DEFAULT),
    };
    let weight = match fields.take("weight") {
        Some(node) => weight(node, errors),
        None => Some(1.0),
    };
    let source = fields
        .take("source")
        .and_then(|node| source::of_head(node, context.names, errors));
    let layers = fields
        .require("layers", errors)
        .map(|node| step::chain(node, &what, context, errors));
    fields.reject_rest(KEYS, errors);
    Some(HeadSpec {
        name: entry.key.clone(),
        span: entry.key_span,
        source,
        from: from?,
        when: when?,
        weight: weight?,
        layers: layers?,
    })
}

fn weight(node: &Node, errors: &mut Diagnostics) -> Option<f32> {
    match literal::setting(&WEIGHT, node, "`weight`") {
        Ok(Setting::Real(weight)) => Some(weight),
        Ok(_) => None,
        Err(error) => {
            errors.push(*error);
            None
        }
    }
}

/// Lowers `outputs`, a list of names of steps. Elements that are no text or occurred before are reported and left out.
/// That the steps exist is checked later, in [`super::scope`].
pub(super) fn outputs(node: Option<&Node>, errors: &mut Diagnostics) -> Vec<Reference> {
    let Some(node) = node else { return Vec::new() };
    let names = match &node.value {
        Value::List(names) => names.as_slice(),
        Value::Null => &[],
        _ => {
            let mut error = wrong_type("`outputs`", "a list of names of steps", node);
            error.help = form::list("outputs", node);
            errors.push(error);
            return Vec::new();
        }
    };
    if names.is_empty() {
        let title = "`outputs` is empty";
        let error = Diagnostic::new(Code::NO_OUTPUTS, title, node.span, "no names here");
        errors
            .push(error.help("leave `outputs` out where the last step's result is the network's"));
    }
    let mut outputs: Vec<Reference> = Vec::new();
    let mut seen = HashMap::new();
    for node in names {
        let Value::Text(name) = &node.value else {
            errors.push(wrong_type("an output", "the name of a step", node));
            continue;
        };
        if let Some(first) = seen.insert(name.as_str(), node.span) {
            let title = format!("output `{}` is listed twice", shorten(name));
            let error = Diagnostic::new(Code::DUPLICATE_OUTPUT, title, node.span, "again here");
            errors.push(error.also(first, "first here"));
            continue;
        }
        outputs.push(Reference {
            name: Some(name.clone()),
            span: node.span,
        });
    }
    outputs
}

/// Reports heads with the name of a step, or of a copy of a repeated step: both become fields of one generated struct,
/// and prefixes of names in weight files.
pub(super) fn check_names(heads: &[HeadSpec], layers: &Chain, errors: &mut Diagnostics) {
    let steps: HashMap<&str, &StepSpec> = layers
        .iter()
        .map(|step| (step.name.as_str(), step))
        .collect();
    for head in heads {
        let repeated = || {
            let (name, _) = head.name.rsplit_once('_')?;
            let step = steps.get(name)?;
            branch::stands_for(step, &head.name).then_some(step)
        };
        if let Some(step) = steps.get(head.name.as_str()).or_else(repeated) {
            let title = format!("head `{}` has the name of a step", head.name);
            let error = Diagnostic::new(Code::HEAD_IS_STEP, title, head.span, "taken");
            errors.push(
                error
                    .also(step.span, "by this step")
                    .help("give one of them another name"),
            );
        }
    }
}

/// Reports more than [`MAX_OUTPUTS`] outputs, those of heads with `when: always` included. Without `outputs` the last
/// step counts as one. Sessions return the outputs as a tuple, and the runtime implements tuples up to that length.
pub(super) fn check_count(outputs: &[Reference], heads: &[HeadSpec], errors: &mut Diagnostics) {
    let always = heads.iter().filter(|head| head.when == When::Always);
    let mut spans: Vec<Span> = outputs.iter().map(|output| output.span).collect();
    let implied = usize::from(outputs.is_empty());
    spans.extend(always.map(|head| head.span));
    let count = implied + spans.len();
    if count > MAX_OUTPUTS {
        let title = format!("the network has more than {MAX_OUTPUTS} outputs");
        let label = format!("exceeds the limit; there are {count}, those of heads among them");
        let span = spans[MAX_OUTPUTS - implied];
        errors.push(Diagnostic::new(Code::TOO_MANY_OUTPUTS, title, span, label));
    }
}
