//! Types of unquoted scalars: those of YAML 1.2's core schema, but octal and hexadecimal numbers, infinities and NaN
//! are text.

use super::{Entry, Node, Value};
use std::borrow::Cow;

/// Converts the text of a scalar to a value. Only `plain` scalars, that is unquoted ones, can be null, booleans or
/// numbers. A decimal number beyond the range of `f64` becomes infinite.
pub(super) fn value(text: Cow<'_, str>, plain: bool) -> Value {
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" if plain => Value::Null,
        "true" | "True" | "TRUE" if plain => Value::Bool(true),
        "false" | "False" | "FALSE" if plain => Value::Bool(false),
        word if plain && is_number(word) => word
            .parse()
            .map_or_else(|_| Value::Text(word.into()), Value::Number),
        _ => Value::Text(text.into_owned()),
    }
}

/// Returns `true` for a decimal number, such as `-12`, `0.5`, `.5`, `2.` or `1e-3`; `false` for `0x1F`, `1_000`, `.inf`
/// or `7M`.
fn is_number(word: &str) -> bool {
    let unsigned = word.strip_prefix(['-', '+']).unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_fits = match mantissa.split_once('.') {
        Some((whole, "")) => digits(whole),
        Some(("", fraction)) => digits(fraction),
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(mantissa),
    };
    mantissa_fits
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
}

/// Appends the key `node` to the value before it in a map in flow style, if both are one value outside of YAML: a tuple
/// such as `(3, 3)`, or a number such as `1,000`. Such a value becomes a text.
pub(super) fn continues(before: Option<&mut Entry>, node: &Node) -> bool {
    let Some(Entry { value: before, .. }) = before else {
        return false;
    };
    let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let text = match (&before.value, &node.value) {
        (Value::Text(text), Value::Number(number)) if is_open(text) => format!("{text}, {number}"),
        (Value::Text(text), Value::Text(last))
            if is_open(text) && last.strip_suffix(')').is_some_and(is_digits) =>
        {
            format!("{text}, {last}")
        }
        (before_it, Value::Number(number))
            if node.span.start == before.span.end + 1 && node.span.end == node.span.start + 3 =>
        {
            let first = match before_it {
                Value::Number(first) if (1.0..1000.0).contains(first) => first.to_string(),
                Value::Text(text) => text.clone(),
                _ => return false,
            };
            let grouped = first
                .split(',')
                .all(|group| group.len() <= 3 && is_digits(group));
            if !grouped || number.fract() != 0.0 {
                return false;
            }
            format!("{first},{number:03}")
        }
        _ => return false,
    };
    before.span.end = node.span.end;
    before.value = Value::Text(text);
    true
}

fn is_open(text: &str) -> bool {
    text.starts_with('(') && !text.contains(')') && text.len() <= 64
}
