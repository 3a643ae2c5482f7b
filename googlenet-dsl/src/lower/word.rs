//! Lowering of values that are one of a few words, such as `precision`.

use super::wrong_type;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, shorten};
use crate::foreign;
use crate::read::{Node, Value};
use crate::value::word::{Word, alternatives};

/// Returns the value of type `T` whose word is the node's text. Reports any other text or value and returns `None`;
/// `what` names the key in messages.
pub(super) fn word<T: Word>(node: &Node, what: &str, errors: &mut Diagnostics) -> Option<T> {
    let known = T::words();
    let expected = alternatives(&known);
    let Value::Text(text) = &node.value else {
        let mut error = wrong_type(what, &expected, node);
        if let Value::Bool(flag) = node.value {
            error.help = foreign::value(T::WHAT, &flag.to_string(), known.into_iter(), &T::names());
        }
        errors.push(error);
        return None;
    };
    let found = T::find(text);
    if found.is_none() {
        let title = format!("unknown value `{}` of {what}", shorten(text));
        let label = format!("expected {expected}");
        let mut error = Diagnostic::new(Code::UNKNOWN_CHOICE, title, node.span, label);
        error.help = foreign::value(T::WHAT, text, known.into_iter(), &T::names());
        errors.push(error);
    }
    found
}
