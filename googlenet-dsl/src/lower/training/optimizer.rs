//! Lowering of `optimizer`.

use super::super::map::Fields;
use super::super::real::{self, Range};
use super::super::{form, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, shorten};
use crate::foreign::{self, OPTIMIZER, OPTIMIZERS};
use crate::read::{Entry, Node, Value};
use crate::value::training::Optimizer;
use crate::value::word::{Word, alternatives};

/// What `optimizer` says.
pub(super) struct Optimized {
    pub optimizer: Optimizer,
    /// The weight decay among the options of `adamw`, and where its key stands.
    pub decay: Option<(f32, Span)>,
}

/// Returns the weight decay of a section that gives none.
pub(super) fn usual_decay(optimizer: Optimizer) -> f32 {
    match optimizer {
        Optimizer::AdamW { .. } => Optimizer::ADAMW_DECAY,
        _ => 0.0,
    }
}

/// Lowers the word of an optimizer, or a map of it to its options. Returns `None` after reporting another value.
pub(super) fn optimizer(node: &Node, errors: &mut Diagnostics) -> Option<Optimized> {
    let nothing = Node {
        span: node.span,
        value: Value::Map(Vec::new()),
    };
    let (word, span, options) = match &node.value {
        Value::Text(word) => (word, node.span, &nothing),
        Value::Map(entries) => match entries.as_slice() {
            [entry] => (&entry.key, entry.key_span, &entry.value),
            entries => {
                errors.push(several(entries, node));
                return None;
            }
        },
        _ => {
            let expected = "the name of an optimizer, or `{sgd: {momentum: 0.9}}`";
            errors.push(wrong_type("`optimizer`", expected, node));
            return None;
        }
    };
    let Some(found) = Optimizer::find(word) else {
        let title = format!("unknown value `{}` of `optimizer`", shorten(word));
        let label = format!("expected {}", alternatives(&Optimizer::words()));
        let mut error = Diagnostic::new(Code::UNKNOWN_CHOICE, title, span, label);
        let known = Optimizer::words();
        error.help = match (&options.value, foreign::find(OPTIMIZER, word)) {
            // `{name: adam}`, as in Keras' configurations.
            (Value::Text(name), _) if Optimizer::find(name).is_some() => {
                Some(format!("write `optimizer: {name}`"))
            }
            _ => foreign::help(OPTIMIZERS, word, known.into_iter(), &form::text(options)),
        };
        errors.push(error);
        return None;
    };
    let what = format!("`{word}`");
    let help = |node: &Node| match (&node.value, found) {
        (Value::Number(number), Optimizer::Sgd { .. }) => {
            Some(format!("write `{{sgd: {{momentum: {number}}}}}`"))
        }
        _ => Some(format!("write `optimizer: {found}`")),
    };
    let mut fields = Fields::of(options, &what, OPTIMIZER, help, errors)?;
    let mut number = |key: &str, range: Range, value: &mut f32| {
        if let Some(node) = fields.take(key) {
            let what = format!("`{key}`");
            *value = real::single(node, &what, range, errors).unwrap_or(*value);
        }
    };
    let mut optimizer = found;
    let known: &[&str] = match &mut optimizer {
        Optimizer::Sgd { momentum, .. } => {
            number("momentum", Range::BELOW_ONE, momentum);
            &["momentum", "nesterov"]
        }
        Optimizer::Adam {
            beta_1,
            beta_2,
            epsilon,
        }
        | Optimizer::AdamW {
            beta_1,
            beta_2,
            epsilon,
        } => {
            number("beta_1", Range::BELOW_ONE, beta_1);
            number("beta_2", Range::BELOW_ONE, beta_2);
            number("epsilon", Range::ABOVE_ZERO, epsilon);
            match found {
                Optimizer::AdamW { .. } => &["beta_1", "beta_2", "epsilon", "weight_decay"],
                _ => &["beta_1", "beta_2", "epsilon"],
            }
        }
        Optimizer::RmsProp {
            rho,
            momentum,
            epsilon,
        } => {
            number("rho", Range::BELOW_ONE, rho);
            number("momentum", Range::BELOW_ONE, momentum);
            number("epsilon", Range::ABOVE_ZERO, epsilon);
            &["rho", "momentum", "epsilon"]
        }
    };
    let mut decay = None;
    if let Optimizer::AdamW { .. } = found
        && let Some(entry) = fields.take_entry("weight_decay")
    {
        let given = real::single(&entry.value, "`weight_decay`", Range::FROM_ZERO, errors);
        decay = given.map(|given| (given, entry.key_span));
    }
    if let Optimizer::Sgd { momentum, nesterov } = &mut optimizer
        && let Some(node) = fields.take("nesterov")
    {
        *nesterov = flag(node, *momentum, errors);
    }
    fields.reject_rest(known, errors);
    Some(Optimized { optimizer, decay })
}

/// Lowers `nesterov`, which needs a momentum.
fn flag(node: &Node, momentum: f32, errors: &mut Diagnostics) -> bool {
    match node.value {
        Value::Bool(true) if momentum == 0.0 => {
            let title = "`nesterov` without momentum";
            let label = "the momentum is 0";
            let code = Code::TRAINING_CONTRADICTION;
            let error = Diagnostic::new(code, title, node.span, label);
            errors.push(error.help("leave it out, or give a `momentum` such as 0.9"));
            false
        }
        Value::Bool(flag) => flag,
        _ => {
            errors.push(wrong_type("`nesterov`", "`true` or `false`", node));
            false
        }
    }
}

/// Returns the error of a map with no entry or several: two optimizers, or options beside one.
fn several(entries: &[Entry], node: &Node) -> Diagnostic {
    let is_optimizer = |entry: &&Entry| Optimizer::find(&entry.key).is_some();
    let named: Vec<&Entry> = entries.iter().filter(is_optimizer).collect();
    let error = |title: &str, span, label: &str| {
        Diagnostic::new(Code::TRAINING_CHOICE, title, span, label.to_owned())
    };
    match named.as_slice() {
        [] => {
            let label = format!("expected one of {}", alternatives(&Optimizer::words()));
            let name = entries.iter().find_map(|entry| match &entry.value.value {
                Value::Text(name) => Optimizer::find(name),
                _ => None,
            });
            let name = name.unwrap_or_default();
            error("`optimizer` names none", node.span, &label).help(format!(
                "write `optimizer: {name}`, or a map of its options behind it"
            ))
        }
        [one] => {
            let others = entries.iter().filter(|entry| entry.key != one.key);
            let options: Vec<String> = others
                .map(|entry| format!("{}: {}", entry.key, form::text(&entry.value)))
                .collect();
            let (options, word) = (options.join(", "), &one.key);
            error(
                "`optimizer` has options beside its name",
                node.span,
                "expected one entry",
            )
            .help(format!("write `optimizer: {{{word}: {{{options}}}}}`"))
        }
        [first, second, ..] => error("`optimizer` names two", second.key_span, "a second one")
            .also(first.key_span, "the first one")
            .help("keep one of them"),
    }
}
