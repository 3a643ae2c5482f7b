//! What stands in a description beside its layers.

/// What stands in a description beside its layers.
#[derive(Debug)]
pub(crate) struct Preamble {
    pub(crate) name: String,
    /// Further lines behind `input`.
    pub(crate) lines: Vec<String>,
}

/// The line that names the file of the labels, relative to the description.
///
/// # Errors
/// The path has characters that cannot be written.
pub(crate) fn labels(path: &str) -> Result<String, String> {
    Ok(format!("labels: {}", quoted(path)?))
}

/// A path as YAML writes it, in quotes unless it is a plain word.
fn quoted(path: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-');
    if path.starts_with(|c: char| c.is_ascii_alphabetic())
        && path.chars().all(plain)
        && path.contains('.')
    {
        return Ok(path.to_owned());
    }
    if path.chars().any(char::is_control) {
        return Err(format!(
            "the labels' path {path:?} has characters that cannot be written"
        ));
    }
    Ok(format!("'{}'", path.replace('\'', "''")))
}
