//! Lowering of `learning_rate`.

use super::super::form;
use super::super::map::Fields;
use super::super::real::{self, Range};
use super::chosen;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::foreign::RATE;
use crate::read::{Entry, Node, Value};
use crate::value::training::{LearningRate, Schedule};

/// The keys beside the schedules.
const OPTIONS: [&str; 6] = ["warmup", "final", "every", "factor", "power", "rate"];

/// What `learning_rate` says.
pub(super) struct Rate {
    pub rate: LearningRate,
    /// Where the value of `warmup` stands.
    pub warmup: Option<Span>,
}

/// Lowers a number, or a map of a schedule to its base rate with its options. Returns `None` after reporting another
/// value.
pub(super) fn learning_rate(node: &Node, errors: &mut Diagnostics) -> Option<Rate> {
    let what = "`learning_rate`";
    let Value::Map(entries) = &node.value else {
        let base = match &node.value {
            Value::Number(_) | Value::Text(_) => {
                real::number(node, what, Range::ABOVE_ZERO, errors)?
            }
            _ => {
                let expected = "a number, or a schedule such as `{cosine: 0.05}`";
                errors.push(super::super::wrong_type(what, expected, node));
                return None;
            }
        };
        return Some(Rate {
            rate: LearningRate::constant(base),
            warmup: None,
        });
    };
    let mut fields = Fields::of(node, what, RATE, form::none, errors)?;
    let is_named = |entry: &Entry| Schedule::WORDS.contains(&entry.key.as_str());
    if !entries.iter().any(is_named) {
        for option in OPTIONS {
            fields.take(option);
        }
        let before = errors.len();
        fields.reject_rest(&Schedule::WORDS, errors);
        if errors.len() > before {
            return None;
        }
        fields = Fields::of(node, what, RATE, form::none, errors)?;
    }
    let example = "{cosine: 0.05, warmup: 2}";
    let entry = chosen(entries, node, &Schedule::WORDS, what, example, errors)?;
    let word = entry.key.as_str();
    let base = fields.take(word)?;
    let base = real::number(base, &format!("`{word}`"), Range::ABOVE_ZERO, errors);
    let warmup = fields.take("warmup");
    let epochs = warmup.map(|node| real::number(node, "`warmup`", Range::FROM_ZERO, errors));
    let mut option = |key: &str, range: Range, usual: Option<f64>| match fields.take(key) {
        Some(node) => real::number(node, &format!("`{key}`"), range, errors),
        None if usual.is_none() && !fields.holds_slip_of(key) => {
            let title = format!("`{word}` has no `{key}`");
            let label = format!("`{key}` is missing here");
            let error = Diagnostic::new(Code::MISSING_KEY, title, entry.key_span, label);
            errors.push(error.help(match word {
                "step" => "write `{step: 0.01, every: 30, factor: 0.1}`, with epochs from one fall to the next",
                _ => "write `{exponential: 0.01, rate: 0.96, every: 8}`, with the epochs of each fall",
            }));
            None
        }
        None => usual,
    };
    let (schedule, options): (_, &[&str]) = match word {
        "cosine" => {
            let last = option("final", Range::TO_ONE, Some(0.0));
            (last.map(|last| Schedule::Cosine { last }), &["final"])
        }
        "step" => {
            let every = option("every", Range::ABOVE_ZERO, None);
            let factor = option("factor", Range::ABOVE_ZERO, Some(0.1));
            let both = every.zip(factor);
            let schedule = both.map(|(every, factor)| Schedule::Step { every, factor });
            (schedule, &["every", "factor"])
        }
        "poly" => {
            let power = option("power", Range::ABOVE_ZERO, Some(1.0));
            (power.map(|power| Schedule::Poly { power }), &["power"])
        }
        "exponential" => {
            let rate = option("rate", Range::ABOVE_ZERO, None);
            let every = option("every", Range::ABOVE_ZERO, Some(1.0));
            let both = rate.zip(every);
            let schedule = both.map(|(rate, every)| Schedule::Exponential { rate, every });
            (schedule, &["rate", "every"])
        }
        _ => (Some(Schedule::Constant), &[]),
    };
    let known: Vec<&str> = options.iter().copied().chain(["warmup"]).collect();
    fields.reject_rest(&known, errors);
    Some(Rate {
        rate: LearningRate {
            base: base?,
            schedule: schedule?,
            warmup: epochs.unwrap_or(Some(0.0))?,
        },
        warmup: warmup.map(|node| node.span),
    })
}
