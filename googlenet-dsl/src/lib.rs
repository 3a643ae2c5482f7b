//! Compiler for declarative descriptions of convolutional networks: a YAML text becomes a graph with the shape of every
//! result, a plan of its memory, and Rust code.
//!
//! ```
//! # #[cfg(feature = "reader")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use googlenet_dsl::compile_text;
//!
//! let text = "\
//! format: 1
//! name: Small
//! input: {height: 8, width: 8, channels: 3}
//! layers:
//!   conv:    {conv: 4, kernel: 3, padding: same, activation: relu}
//!   mean:    global_avg_pool
//!   classes: {dense: 10, activation: softmax}
//! ";
//! let network = compile_text("small.yaml", text)?;
//! assert_eq!(network.graph.total_params(), 162);
//!
//! // A mistake has its code, its place and a help.
//! let wrong = text.replace("global_avg_pool", "global_avg_pol");
//! let mistakes = compile_text("small.yaml", &wrong).unwrap_err();
//! assert_eq!(
//!     mistakes.to_string(),
//!     "\
//! error[GN0110]: unknown kind `global_avg_pol`
//!  --> small.yaml:6:12
//!   |
//! 6 |   mean:    global_avg_pol
//!   |            ^^^^^^^^^^^^^^ neither a kind nor a block
//!   |
//!   = help: did you mean `global_avg_pool`?"
//! );
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "reader"))]
//! # fn main() {}
//! ```
//!
//! # Features
//!
//! `reader` (default) reads descriptions, checks and compiles them, and renders mistakes. `codegen` (default) turns a
//! compiled network into Rust tokens, and `pretty` formats these as source text. Without features the crate holds
//! graphs, plans and operations alone, which is what programs of compiled networks carry.
//!
//! # Where to go on
//!
//! The language is described in the project's
//! [`specs/README.md`](https://github.com/googlenet-rs/googlenet/blob/main/specs/README.md). Networks are run by
//! [`googlenet-runtime`](https://docs.rs/googlenet-runtime).
//!
//! Text is read into a spanned tree, lowered to a spec, expanded to a flat list of layers, built into a
//! [`graph::Graph`] with shapes, and planned; `compile` is all of that.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(all(doctest, feature = "reader"), doc = include_str!("../README.md"))]
#![forbid(unsafe_code)]

#[cfg(feature = "reader")]
mod budget;
#[cfg(feature = "reader")]
mod build;
#[cfg(feature = "reader")]
mod check_labels;
#[cfg(feature = "reader")]
mod check_training;
#[doc(hidden)]
pub mod class_names;
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
pub mod file_kind;
#[doc(hidden)]
pub mod float;
#[cfg(feature = "reader")]
mod foreign;
pub mod grammar;
pub mod graph;
#[doc(hidden)]
pub mod labels;
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
#[cfg(feature = "reader")]
mod resize;
pub mod shape;
#[cfg(feature = "reader")]
mod spec;
#[cfg(feature = "codegen")]
mod tokens;
pub mod tree;
pub mod value;
mod variants;

#[cfg(feature = "reader")]
pub use check_labels::check_labels;
#[cfg(feature = "reader")]
pub use compile::{CompileOptions, compile, compile_file, compile_text};
#[cfg(feature = "reader")]
pub use compiled::Compiled;
#[cfg(feature = "reader")]
#[doc(no_inline)]
pub use diagnostic::Diagnostics;
#[doc(no_inline)]
pub use diagnostic::{Diagnostic, Source};

/// The types of [`value`] that describe preprocessing, at the path `dsl::preprocess` that generated code uses.
#[doc(hidden)]
pub mod preprocess {
    pub use crate::value::{Color, MAX_PIXELS, Preprocess, Resize};
}
