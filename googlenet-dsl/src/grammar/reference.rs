//! The reference page's tables.

/// The tables of kinds in Markdown.
pub fn reference() -> String {
    String::new()
}
