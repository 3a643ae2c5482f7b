//! Encodings of other programs' files, independent of their content: protobuf's wire format, zip archives.
//!
//! Files are decoded in place: no content is copied but what is compressed, and every length is checked against the
//! bytes that enclose it.

mod broken;
pub(crate) mod protobuf;
pub(crate) mod zip;

pub(crate) use broken::Broken;
