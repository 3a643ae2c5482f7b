//! What names may look like: they become names in Rust.

/// The longest name, in bytes.
pub const MAX_LEN: usize = 64;

/// Words that Rust keeps for itself, in any edition, and those that generated code needs.
pub const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "Self",
];

/// The field of a block's struct that joins its branches.
pub const JOIN: &str = "join";

/// Whether a word is the name of a layer, block or column: lower-case ASCII letters, digits and `_`, a letter first, at
/// most [`MAX_LEN`] bytes. Keywords and [`JOIN`] have that form, too.
pub fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_ascii_lowercase());
    let continues = name
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    starts && continues && name.len() <= MAX_LEN
}

/// Whether a word is the name of a network: ASCII letters and digits, a capital first, at most [`MAX_LEN`] bytes.
pub fn is_network_name(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_ascii_uppercase());
    starts && name.chars().all(|c| c.is_ascii_alphanumeric()) && name.len() <= MAX_LEN
}
