//! Writers of drawings, one for each format, and the colours that these share.

pub(crate) mod color;
pub(crate) mod dot;
mod graph;
pub(crate) mod html;
pub(crate) mod mermaid;
#[cfg(feature = "png")]
pub(crate) mod png;
pub(crate) mod svg;
