//! What all parts of a file share.

use hdf5_pure::Error;
use std::sync::atomic::AtomicU64;

/// What all parts of a file share.
#[derive(Debug)]
pub(super) struct Shared<'a> {
    /// The bytes of the file, where they outlive it.
    pub(super) bytes: Option<&'a [u8]>,
    /// Number of bytes of the file.
    pub(super) len: u64,
    /// Number of bytes that may still be decoded.
    pub(super) left: AtomicU64,
}

/// Returns the text of an error of the library.
pub(super) fn damaged(error: &Error) -> String {
    format!("it is cut off, or damaged: {error}")
}
