//! What names may look like.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

/// The longest name.
const MAX_LEN: usize = 64;

/// Words that Rust keeps for itself, in any edition, and those that generated code needs.
pub(crate) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "Self",
];

/// The field of a block's struct that joins its branches.
const JOIN: &str = "join";

/// Checks the name of a layer, block or column.
pub(super) fn check(name: &str, span: Span, what: &str, errors: &mut Diagnostics) {
    let starts = name.starts_with(|first: char| first.is_ascii_lowercase());
    let continues = name
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !(starts && continues && name.len() <= MAX_LEN) {
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

/// Checks the network's name.
pub(super) fn check_network(name: &str, span: Span, errors: &mut Diagnostics) {
    let starts = name.starts_with(|first: char| first.is_ascii_uppercase());
    if !(starts && name.chars().all(|c| c.is_ascii_alphanumeric()) && name.len() <= MAX_LEN) {
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
