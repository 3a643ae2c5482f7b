//! The batch size of a file.

/// How many images a file's input holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Batch {
    /// As many as the reader gives; the size is the symbol `batch`.
    Any,
    /// So many.
    Fixed(u32),
}
