//! How tables are written.

/// How a summary is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// As Keras 2's `model.summary()` prints it.
    Keras,
    /// With the names of the file, in its order.
    Spec,
    /// A Markdown table.
    Markdown,
    /// Comma-separated values with exact numbers.
    Csv,
}
