//! `precision`: how exactly results are computed.

use super::{value, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::precision::Precision;
use crate::read::{Node, Value};

/// The precision; the default where nothing is said.
pub(super) fn precision(node: Option<&Node>, errors: &mut Diagnostics) -> Option<Precision> {
    let Some(node) = node else {
        return Some(Precision::default());
    };
    let [first, second] = Precision::ALL.map(Precision::word);
    let expected = format!("`{first}` or `{second}`");
    let Value::Text(word) = &node.value else {
        errors.push(wrong_type("`precision`", &expected, node));
        return None;
    };
    let mut all = Precision::ALL.into_iter();
    let found = all.find(|precision| precision.word() == word);
    if found.is_none() {
        let title = format!("`precision` does not know `{}`", value::shorten(word));
        let label = format!("expected {expected}");
        let mut error = Diagnostic::new(Code::UNKNOWN_CHOICE, title, node.span, label);
        let near = nearest(word, [first, second]);
        error.help = near.map(|near| format!("did you mean `{near}`?"));
        errors.push(error);
    }
    found
}
