//! What cannot be read.

/// What cannot be read: where, and why.
#[derive(Debug)]
pub(crate) struct Broken {
    /// The byte of the file.
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
