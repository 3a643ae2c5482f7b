//! Checking a literal against its field's type.

use super::wrong_type;
use crate::diagnostic::{Code, Diagnostic};
use crate::grammar::{MAX_COUNT, Setting, Type};
use crate::nearest::suggestion;
use crate::read::{Node, Value};

/// The setting that a literal is; `what` names the field in messages.
///
/// # Errors
/// The literal is not of the type.
pub fn check(ty: &Type, node: &Node, what: &str) -> Result<Setting, Box<Diagnostic>> {
    let mistyped = || Box::new(wrong_type(what, &ty.describe(), node));
    match (ty, &node.value) {
        (Type::Count, Value::Number(number)) => count(*number, node, what).map(Setting::Count),
        (Type::Pair, Value::Number(number)) => {
            count(*number, node, what).map(|n| Setting::Pair([n, n]))
        }
        (Type::Pair, Value::List(sizes)) => match sizes.as_slice() {
            [height, width] => {
                let size = |node: &Node| match check(&Type::Count, node, what)? {
                    Setting::Count(size) => Ok(size),
                    _ => Err(mistyped()),
                };
                Ok(Setting::Pair([size(height)?, size(width)?]))
            }
            _ => Err(mistyped()),
        },
        (Type::Real { min, below }, Value::Number(number)) => {
            let number = *number as f32;
            if number.is_finite() && number >= *min && below.is_none_or(|below| number < below) {
                return Ok(Setting::Real(number));
            }
            let label = format!("expected {}", ty.describe());
            Err(Box::new(Diagnostic::new(
                Code::OUT_OF_RANGE,
                format!("{what} is out of range"),
                node.span,
                label,
            )))
        }
        (Type::Flag | Type::Layer(_), Value::Bool(flag)) => Ok(Setting::Flag(*flag)),
        (Type::Layer(_), Value::Map(_)) => Ok(Setting::Flag(true)),
        (Type::Choice(words), Value::Text(word)) => {
            match words.iter().position(|known| known == word) {
                Some(place) => Ok(Setting::Choice(place)),
                None => {
                    let mut error = Diagnostic::new(
                        Code::UNKNOWN_CHOICE,
                        format!("{what} does not know `{}`", shorten(word)),
                        node.span,
                        format!("expected {}", ty.describe()),
                    );
                    error.help = suggestion(word, words.iter().copied())
                        .filter(|help| help.starts_with("did"));
                    Err(Box::new(error))
                }
            }
        }
        _ => Err(mistyped()),
    }
}

fn count(number: f64, node: &Node, what: &str) -> Result<u32, Box<Diagnostic>> {
    let (code, title, label) = if number > f64::from(MAX_COUNT) {
        (
            Code::TOO_BIG,
            "is too large",
            format!("expected at most {MAX_COUNT}"),
        )
    } else if number.fract() != 0.0 {
        (
            Code::NOT_WHOLE,
            "is not a whole number",
            "expected a whole number".into(),
        )
    } else if number < 1.0 {
        (
            Code::NOT_POSITIVE,
            "is not positive",
            "expected 1 or more".into(),
        )
    } else {
        return Ok(number as u32);
    };
    Err(Box::new(Diagnostic::new(
        code,
        format!("{what} {title}"),
        node.span,
        label,
    )))
}

/// A word short enough for a message.
pub(super) fn shorten(word: &str) -> String {
    match word.char_indices().nth(64) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}
