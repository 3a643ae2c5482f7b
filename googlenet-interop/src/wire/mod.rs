//! Encodings of other programs' files, independent of their content: protobuf's wire format, zip archives, and
//! the folder of a model with the files that it names.
//!
//! Files are decoded in place: no content is copied but what is compressed, and every length is checked against the
//! bytes that enclose it.

mod broken;
mod folder;
pub(crate) mod protobuf;
pub(crate) mod zip;

pub(crate) use broken::Broken;
pub(crate) use folder::Folder;
