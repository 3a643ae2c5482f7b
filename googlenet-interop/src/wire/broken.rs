//! The error for a container that cannot be decoded.

/// A place in a file that cannot be decoded, and the reason.
#[derive(Debug)]
pub(crate) struct Broken {
    /// Byte offset in the file.
    pub(crate) offset: u64,
    pub(crate) reason: String,
}

impl Broken {
    pub(crate) fn new(offset: u64, reason: impl Into<String>) -> Broken {
        Broken {
            offset,
            reason: reason.into(),
        }
    }
}
