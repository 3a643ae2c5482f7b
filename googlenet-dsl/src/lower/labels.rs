//! Lowering of `labels`, the path of the file with the class names.

use super::{form, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::read::{Node, Value};
use crate::spec::Labels;

/// The largest length of the path that `labels` gives, in bytes.
const MAX_LEN: usize = 1024;

/// Lowers `labels`, a path relative to the description. Returns `None` if the file has none, and after reporting an
/// invalid path. Does not look for the file.
pub(super) fn labels(node: Option<&Node>, errors: &mut Diagnostics) -> Option<Labels> {
    let node = node?;
    let Value::Text(path) = &node.value else {
        let mut error = wrong_type("`labels`", "the path of a file", node);
        error.help = form::labels(node);
        errors.push(error);
        return None;
    };
    if let Some(reason) = outside(path) {
        let title = "`labels` is no path inside the description's folder";
        let error = Diagnostic::new(Code::LABELS_OUTSIDE, title, node.span, reason);
        errors.push(error.help("put the file beside the description, and write its name"));
        return None;
    }
    Some(Labels {
        path: path.clone(),
        span: node.span,
    })
}

/// Returns the reason why a path is not a relative path that stays inside the description's folder on every operating
/// system, as a remark for the message; `None` for a valid path.
fn outside(path: &str) -> Option<&'static str> {
    let mut parts = path.split('/');
    match path {
        "" => Some("expected a path, got nothing"),
        _ if path.len() > MAX_LEN => Some("expected at most 1024 bytes"),
        _ if path.chars().any(char::is_control) => Some("a control character in the path"),
        _ if path.starts_with('/') => Some("an absolute path"),
        _ if path.contains(['\\', ':']) => Some("expected `/` between folders, no drive"),
        _ if parts.any(|part| part == "..") => Some("`..` leads out of the folder"),
        _ if path.split('/').any(|part| part.is_empty() || part == ".") => {
            Some("an empty part, or `.`")
        }
        _ => None,
    }
}
