//! Lowering of values that are one of a few words.

use super::wrong_type;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, shorten};
use crate::nearest::nearest;
use crate::read::{Node, Value};

/// Returns the variant of `all` whose word (by `word_of`) is the node's text. Reports any other value and returns
/// `None`; `what` names the key in messages.
pub(super) fn word<T: Copy, const COUNT: usize>(
    node: &Node,
    what: &str,
    all: [T; COUNT],
    word_of: fn(T) -> &'static str,
    errors: &mut Diagnostics,
) -> Option<T> {
    let known = all.map(word_of);
    let expected = match known.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("`{}` or `{last}`", rest.join("`, `")),
        _ => format!("`{}`", known.join("")),
    };
    let Value::Text(text) = &node.value else {
        errors.push(wrong_type(what, &expected, node));
        return None;
    };
    let found = all.into_iter().find(|one| word_of(*one) == text);
    if found.is_none() {
        let title = format!("{what} does not know `{}`", shorten(text));
        let label = format!("expected {expected}");
        let mut error = Diagnostic::new(Code::UNKNOWN_CHOICE, title, node.span, label);
        error.help = nearest(text, known).map(|near| format!("did you mean `{near}`?"));
        errors.push(error);
    }
    found
}
