//! Encodings of other programs' files, independent of their content: protobuf's wire format.
//!
//! Files are decoded in place: no content is copied, every length is checked against the bytes that enclose it, and
//! every error has its byte offset in the file.

mod broken;
pub(crate) mod protobuf;

pub(crate) use broken::Broken;
