//! How grave a finding is.

use crate::variants::variants;

/// How grave a finding in a file is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The file can be used all the same.
    Warning,
    /// The file cannot be used.
    #[default]
    Error,
}

variants!(Severity { Warning, Error });
