//! Styles of tables.

/// The style of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// The format of Keras 2's `model.summary()`.
    Keras,
    /// Aligned columns with the names of the description, in its order.
    Spec,
    /// A Markdown table.
    Markdown,
    /// Comma-separated values with exact numbers.
    Csv,
}
