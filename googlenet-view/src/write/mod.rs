//! Writers: the same picture in several formats.

pub(crate) mod color;
#[cfg(feature = "png")]
pub(crate) mod png;
pub(crate) mod svg;
