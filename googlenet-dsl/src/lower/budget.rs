//! Lowering of `budget`, the limits on parameters, multiply-accumulates and the arena.

use super::form;
use super::map::Fields;
use crate::diagnostic::shorten;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::foreign::BUDGET;
use crate::number::{self, BYTE_UNITS, COUNT_UNITS};
use crate::read::{Node, Value};
use crate::spec::{Limit, Quantity};

/// Keys of a budget; `memory` is another word for `arena`.
const QUANTITIES: [(&str, Quantity); 4] = [
    ("params", Quantity::Params),
    ("macs", Quantity::Macs),
    ("arena", Quantity::Memory),
    ("memory", Quantity::Memory),
];

/// Lowers the limits of `node`, the value of `budget`, in the order `params`, `macs`, `arena`. The limits are rounded
/// down to whole parameters, multiply-accumulates or bytes. Invalid limits are reported and left out.
pub(super) fn budget(node: Option<&Node>, errors: &mut Diagnostics) -> Vec<Limit> {
    let Some(mut fields) =
        node.and_then(|node| Fields::of(node, "`budget`", BUDGET, form::budget, errors))
    else {
        return Vec::new();
    };
    let mut limits = Vec::new();
    for (key, quantity) in QUANTITIES {
        let Some(node) = fields.take(key) else {
            continue;
        };
        let units = if quantity == Quantity::Memory {
            BYTE_UNITS
        } else {
            COUNT_UNITS
        };
        if let Some(limit) = amount(key, node, units, errors) {
            limits.push(Limit {
                quantity,
                limit,
                span: node.span,
            });
        }
    }
    fields.reject_rest(&["params", "macs", "arena"], errors);
    limits
}

/// Lowers the value of `key`, a number with or without one of `units`, and rounds it down. `None` after reporting an
/// invalid one.
pub(super) fn amount(
    key: &str,
    node: &Node,
    units: &[(&str, f64)],
    errors: &mut Diagnostics,
) -> Option<u64> {
    let amount = read(&node.value, units);
    if amount.is_none() {
        let got = match &node.value {
            Value::Text(text) => format!("`{}`", shorten(text)),
            Value::Number(number) => number.to_string(),
            other => other.describe().to_owned(),
        };
        let names: Vec<_> = units.iter().map(|(name, _)| *name).collect();
        let label = format!(
            "expected a number, or one with {}, got {got}",
            names.join(", ")
        );
        let title = format!("`{key}` is not an amount");
        let mut error = Diagnostic::new(Code::BAD_QUANTITY, title, node.span, label);
        if let Value::Text(text) = &node.value {
            error.help = number::hint(text, units);
        }
        errors.push(error);
    }
    amount
}

fn read(value: &Value, units: &[(&str, f64)]) -> Option<u64> {
    let amount = match value {
        Value::Number(number) => *number,
        Value::Text(text) => number::amount(text, units)?,
        _ => return None,
    };
    // The upper limit is 2^53, up to which whole numbers are exact in a 64-bit float.
    (0.0..=9007199254740992.0)
        .contains(&amount)
        .then(|| amount.floor() as u64)
}
