//! Lowering of numbers that are no sizes and counts: factors, shares, rates.

use super::wrong_type;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::read::{Node, Value};

/// The allowed range of a number.
#[derive(Clone, Copy)]
pub(super) struct Range {
    low: Option<Bound>,
    high: Option<Bound>,
    /// The range in words, such as `a number above 0`.
    words: &'static str,
}

#[derive(Clone, Copy)]
enum Bound {
    With(f64),
    Without(f64),
}

impl Range {
    pub(super) const ANY: Range = Range {
        low: None,
        high: None,
        words: "a 32-bit float",
    };
    pub(super) const ABOVE_ZERO: Range = Range {
        low: Some(Bound::Without(0.0)),
        high: None,
        words: "a number above 0",
    };
    pub(super) const FROM_ZERO: Range = Range {
        low: Some(Bound::With(0.0)),
        high: None,
        words: "a number, 0 or more",
    };
    pub(super) const BELOW_ONE: Range = Range {
        low: Some(Bound::With(0.0)),
        high: Some(Bound::Without(1.0)),
        words: "a number, 0 or more and below 1",
    };
    pub(super) const INSIDE: Range = Range {
        low: Some(Bound::Without(0.0)),
        high: Some(Bound::Without(1.0)),
        words: "a number above 0 and below 1",
    };
    pub(super) const SHARE: Range = Range {
        low: Some(Bound::Without(0.0)),
        high: Some(Bound::With(1.0)),
        words: "a number above 0, and 1 at most",
    };
    pub(super) const TO_ONE: Range = Range {
        low: Some(Bound::With(0.0)),
        high: Some(Bound::With(1.0)),
        words: "a number from 0 to 1",
    };
    pub(super) const DEGREES: Range = Range {
        low: Some(Bound::With(0.0)),
        high: Some(Bound::With(180.0)),
        words: "degrees from 0 to 180",
    };

    fn holds(self, number: f64) -> bool {
        let low = match self.low {
            None => true,
            Some(Bound::With(low)) => number >= low,
            Some(Bound::Without(low)) => number > low,
        };
        let high = match self.high {
            None => true,
            Some(Bound::With(high)) => number <= high,
            Some(Bound::Without(high)) => number < high,
        };
        low && high && number.abs() <= f64::from(f32::MAX)
    }
}

/// Lowers a number, or a fraction of two such as `1/255`. Returns `None` after reporting another value, one outside of
/// `range`, or one beyond the range of `f32`.
pub(super) fn number(
    node: &Node,
    what: &str,
    range: Range,
    errors: &mut Diagnostics,
) -> Option<f64> {
    let number = match &node.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => fraction(text),
        _ => None,
    };
    let Some(number) = number else {
        let mut error = wrong_type(what, "a number or a fraction such as `1/255`", node);
        error.help = percent(node);
        errors.push(error);
        return None;
    };
    if !range.holds(number) {
        errors.push(outside(node, what, range));
        return None;
    }
    Some(number)
}

/// Lowers a number as [`number`] does, to an `f32`, which is in the range too.
pub(super) fn single(
    node: &Node,
    what: &str,
    range: Range,
    errors: &mut Diagnostics,
) -> Option<f32> {
    let single = number(node, what, range, errors)? as f32;
    if !range.holds(single.into()) {
        errors.push(outside(node, what, range));
        return None;
    }
    Some(single)
}

/// Lowers a whole number from 0 to `most`. Returns `None` after reporting another value.
pub(super) fn whole(node: &Node, what: &str, most: u64, errors: &mut Diagnostics) -> Option<u64> {
    let expected = format!("a whole number from 0 to {most}");
    let Value::Number(number) = node.value else {
        errors.push(wrong_type(what, &expected, node));
        return None;
    };
    if number.fract() != 0.0 || !(0.0..=most as f64).contains(&number) {
        let title = format!("{what} is out of range");
        let label = format!("expected {expected}");
        errors.push(Diagnostic::new(Code::OUT_OF_RANGE, title, node.span, label));
        return None;
    }
    Some(number as u64)
}

fn outside(node: &Node, what: &str, range: Range) -> Diagnostic {
    let title = format!("{what} is out of range");
    let label = format!("expected {}", range.words);
    Diagnostic::new(Code::OUT_OF_RANGE, title, node.span, label)
}

/// Returns the help for a text such as `10%`.
fn percent(node: &Node) -> Option<String> {
    let Value::Text(text) = &node.value else {
        return None;
    };
    let hundredths = text.strip_suffix('%').and_then(plain)?;
    Some(format!("write `{}`", hundredths / 100.0))
}

fn plain(part: &str) -> Option<f64> {
    let part = part.trim();
    let digits = part
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    digits.then(|| part.parse::<f64>().ok()).flatten()
}

fn fraction(text: &str) -> Option<f64> {
    let (over, under) = text.split_once('/')?;
    Some(plain(over)? / plain(under)?)
}
