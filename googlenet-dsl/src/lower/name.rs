//! Checks of the names that a description gives: characters, length, and reserved words.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::value::name::{JOIN, KEYWORDS, is_identifier, is_network_name};

/// Reports a name of a step, head, block or column that is not of the form `[a-z][a-z0-9_]*` with at most 64
/// characters, is `join`, or is a Rust keyword. `what` says what is named, such as `a block`.
pub(super) fn check(name: &str, span: Span, what: &str, errors: &mut Diagnostics) {
    if !is_identifier(name) {
        let help =
            "use lower-case letters, digits and `_`, with a letter first, at most 64 characters";
        errors.push(
            Diagnostic::new(
                Code::BAD_NAME,
                format!("bad name for {what}"),
                span,
                "not a name",
            )
            .help(help),
        );
    } else if name == JOIN {
        let label = "taken by the layer that joins branches";
        errors.push(Diagnostic::new(
            Code::BAD_NAME,
            "`join` is a reserved name",
            span,
            label,
        ));
    } else {
        check_keyword(name, span, errors);
    }
}

/// Reports a name of a network that is not of the form `[A-Z][A-Za-z0-9]*` with at most 64 characters, or is a Rust
/// keyword.
pub(super) fn check_network(name: &str, span: Span, errors: &mut Diagnostics) {
    if !is_network_name(name) {
        let help = "use letters and digits with a capital first, as in `InceptionV1`, at most 64 characters";
        errors.push(
            Diagnostic::new(
                Code::BAD_NAME,
                "bad name for a network",
                span,
                "not a type's name",
            )
            .help(help),
        );
    } else {
        check_keyword(name, span, errors);
    }
}

fn check_keyword(name: &str, span: Span, errors: &mut Diagnostics) {
    if KEYWORDS.contains(&name) {
        let title = format!("`{name}` is a Rust keyword");
        let error = Diagnostic::new(Code::KEYWORD, title, span, "becomes a name in Rust");
        errors.push(error.help("use another name"));
    }
}
