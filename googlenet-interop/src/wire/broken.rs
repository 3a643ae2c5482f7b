//! The error of a file that cannot be decoded.

/// The error of a file that cannot be decoded: the byte offset of the element that fails, and the reason.
#[derive(Debug)]
pub(crate) struct Broken {
    /// Byte offset in the file of the element that cannot be decoded.
    pub(crate) offset: u64,
    /// The reason as a fragment of a message, without a place: `more than 64 blobs`.
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
