//! Writers of drawings, one for each format, and the colours that these share.

pub(crate) mod color;
pub(crate) mod dot;
mod graph;
pub(crate) mod html;
pub(crate) mod lettering;
pub(crate) mod mermaid;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
#[cfg(feature = "png")]
pub(crate) mod png;
mod shapes;
pub(crate) mod svg;
pub(crate) mod theme;
mod wire;
