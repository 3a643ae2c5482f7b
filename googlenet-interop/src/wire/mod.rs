//! Container formats: the encoding of other programs' files, independent of their content.
//!
//! A container is decoded in place: nothing is copied, every length is checked against the bytes that enclose it, and
//! every error has its byte offset.

mod broken;
pub(crate) mod protobuf;

pub(crate) use broken::Broken;
