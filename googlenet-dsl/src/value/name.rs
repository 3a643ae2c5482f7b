//! Rules for the names in a description, which become names of Rust types, modules and fields in generated code.

/// Largest length, in bytes, of the name of a network, step, head, block or column.
pub const MAX_LEN: usize = 64;

/// The keywords and reserved words of all Rust editions. The reader rejects them as names.
pub const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "Self",
];

/// Name of the field that holds the concat or sum behind a group of branches in generated structs. The reader rejects
/// it as the name of a step, head, block or column.
pub const JOIN: &str = "join";

/// Returns `true` if a word has the form of the name of a step, head, block or column: lower-case ASCII letters, digits
/// and `_`, beginning with a letter, at most [`MAX_LEN`] bytes. [`KEYWORDS`] and [`JOIN`] have this form, too; the
/// caller must reject them.
pub fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_ascii_lowercase());
    let continues = name
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    starts && continues && name.len() <= MAX_LEN
}

/// Returns `true` if a word has the form of a network's name: ASCII letters and digits, beginning with a capital, at
/// most [`MAX_LEN`] bytes. The keyword `Self` has this form, too; the caller must reject [`KEYWORDS`].
pub fn is_network_name(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_ascii_uppercase());
    starts && name.chars().all(|c| c.is_ascii_alphanumeric()) && name.len() <= MAX_LEN
}
