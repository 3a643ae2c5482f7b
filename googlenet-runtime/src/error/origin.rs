//! Where bytes come from that an error is about.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where bytes come from that an error is about. [`Error::named`](super::Error::named) gives bytes and readers a name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// A file with this path.
    File(PathBuf),
    /// Bytes that the caller gave.
    Bytes,
    /// A reader that the caller gave.
    Reader,
    /// Weights that this process holds.
    Network,
    /// Something that the caller has named, such as the address of an object.
    Named(String),
}

impl Origin {
    /// Returns the path if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Origin::File(path) => Some(path),
            _ => None,
        }
    }
}

impl Origin {
    /// Gives bytes or a reader a name; what has one keeps it.
    pub(super) fn name(&mut self, name: impl Into<String>) {
        if matches!(self, Origin::Bytes | Origin::Reader) {
            *self = Origin::Named(name.into());
        }
    }

    /// Returns the verb that stands between it and what it is.
    pub(super) fn is(&self) -> &'static str {
        match self {
            Origin::Bytes => "are",
            _ => "is",
        }
    }
}

impl From<&Path> for Origin {
    fn from(path: &Path) -> Origin {
        Origin::File(path.to_owned())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::File(path) => write!(f, "`{}`", path.display()),
            Origin::Bytes => f.write_str("the bytes"),
            Origin::Reader => f.write_str("the reader"),
            Origin::Network => f.write_str("the network"),
            Origin::Named(name) => write!(f, "`{name}`"),
        }
    }
}
