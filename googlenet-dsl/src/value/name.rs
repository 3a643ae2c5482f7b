//! Rules for the names in a description, which become Rust identifiers in generated code.

/// Largest length of a name, in bytes.
pub const MAX_LEN: usize = 64;

/// The keywords and reserved words of all Rust editions, which cannot be names.
pub const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "Self",
];

/// Name of the field that holds the concat or sum of a block in generated structs, which no step may have.
pub const JOIN: &str = "join";

/// Returns `true` if a word has the form of a layer, block or column name: lower-case ASCII letters, digits and `_`,
/// beginning with a letter, at most [`MAX_LEN`] bytes. Does not reject [`KEYWORDS`] and [`JOIN`].
pub fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_ascii_lowercase());
    let continues = name
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    starts && continues && name.len() <= MAX_LEN
}

/// Returns `true` if a word has the form of a network name: ASCII letters and digits, beginning with a capital, at most
/// [`MAX_LEN`] bytes. Does not reject [`KEYWORDS`].
pub fn is_network_name(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_ascii_uppercase());
    starts && name.chars().all(|c| c.is_ascii_alphanumeric()) && name.len() <= MAX_LEN
}
