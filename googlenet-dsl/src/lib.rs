//! Compiler for declarative descriptions of convolutional networks.
//!
//! [`compile_file`] reads a description, checks it, builds its [`Graph`](graph::Graph) with all shapes and plans it
//! ([`Plan`](plan::Plan)); [`Diagnostics`] say where a description is wrong and how to mend it. The feature `reader`
//! holds what comes before the graph, the feature `codegen` what turns a [`Compiled`] network into Rust.
#![forbid(unsafe_code)]

#[cfg(feature = "reader")]
mod budget;
#[cfg(feature = "reader")]
mod build;
#[cfg(feature = "codegen")]
pub mod codegen;
#[cfg(feature = "reader")]
mod compile;
#[cfg(feature = "reader")]
mod compiled;
#[cfg(feature = "reader")]
pub mod describe;
pub mod diagnostic;
#[cfg(feature = "reader")]
mod expand;
#[doc(hidden)]
pub mod file;
pub mod grammar;
pub mod graph;
#[cfg(feature = "reader")]
mod lower;
#[doc(hidden)]
pub mod nearest;
#[doc(hidden)]
pub mod number;
pub mod op;
pub mod plan;
#[cfg(feature = "reader")]
mod read;
pub mod shape;
#[cfg(feature = "reader")]
mod spec;
#[cfg(feature = "codegen")]
mod tokens;
pub mod tree;
pub mod value;
mod variants;

#[cfg(feature = "reader")]
pub use compile::{compile, compile_file, compile_text};
#[cfg(feature = "reader")]
pub use compiled::Compiled;
#[cfg(feature = "reader")]
#[doc(no_inline)]
pub use diagnostic::Diagnostics;
#[doc(no_inline)]
pub use diagnostic::{Diagnostic, Source};

/// Element types under a second path.
#[doc(hidden)]
pub mod dtype {
    pub use crate::value::DType;
}

/// Precision under a second path.
#[doc(hidden)]
pub mod precision {
    pub use crate::value::Precision;
}

/// Preprocessing under the path that generated code names.
#[doc(hidden)]
pub mod preprocess {
    pub use crate::value::{Color, MAX_PIXELS, Preprocess, Resize};
}
