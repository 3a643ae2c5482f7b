//! Lowering of `loss`.

use super::super::map::Fields;
use super::super::real::{self, Range};
use super::super::{form, word::word, wrong_type};
use super::chosen;
use crate::diagnostic::Diagnostics;
use crate::foreign::LOSS;
use crate::read::{Node, Value};
use crate::value::training::Loss;
use crate::value::word::Word;

/// Lowers the word of a loss, or a map of it to its options. Returns `None` after reporting another value.
pub(super) fn loss(node: &Node, errors: &mut Diagnostics) -> Option<Loss> {
    let entries = match &node.value {
        Value::Text(_) => return word(node, "`loss`", errors),
        Value::Map(entries) => entries,
        _ => {
            let expected = "the name of a loss, or `{cross_entropy: {label_smoothing: 0.1}}`";
            errors.push(wrong_type("`loss`", expected, node));
            return None;
        }
    };
    let named = match entries.as_slice() {
        // A word that is not known is told as it is where it stands alone.
        [entry] if Loss::find(&entry.key).is_none() && entry.key != "label_smoothing" => {
            let node = Node {
                span: entry.key_span,
                value: Value::Text(entry.key.clone()),
            };
            return word(&node, "`loss`", errors);
        }
        _ => {
            let example = "loss: {cross_entropy: {label_smoothing: 0.1}}";
            chosen(entries, node, &Loss::words(), "`loss`", example, errors)?
        }
    };
    let mut outer = Fields::of(node, "`loss`", LOSS, form::none, errors)?;
    outer.take(&named.key);
    outer.reject_rest(&Loss::words(), errors);
    let found = Loss::find(&named.key)?;
    let help = |node: &Node| match &node.value {
        Value::Number(number) => Some(format!(
            "write `{{{found}: {{label_smoothing: {number}}}}}`"
        )),
        _ => Some(format!("write `loss: {found}`")),
    };
    let mut fields = Fields::of(&named.value, &format!("`{found}`"), LOSS, help, errors)?;
    let smoothing = fields.take("label_smoothing");
    let smoothing =
        smoothing.map(|node| real::single(node, "`label_smoothing`", Range::BELOW_ONE, errors));
    fields.reject_rest(&["label_smoothing"], errors);
    let label_smoothing = smoothing.unwrap_or(Some(0.0))?;
    Some(match found {
        Loss::CrossEntropy { .. } => Loss::CrossEntropy { label_smoothing },
        Loss::BinaryCrossEntropy { .. } => Loss::BinaryCrossEntropy { label_smoothing },
    })
}
