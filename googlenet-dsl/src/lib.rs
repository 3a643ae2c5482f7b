//! Compiler for declarative descriptions of convolutional networks.
//!
//! Text is read into a spanned tree, lowered to a [`spec::Spec`], expanded to a flat list of layers, built into a
//! [`graph::Graph`] with shapes, and planned. [`compile()`] is the whole way; feature `reader` holds the stages in
//! front of the graph, feature `codegen` the one that turns a compiled network into Rust.
#![forbid(unsafe_code)]

#[cfg(feature = "reader")]
pub mod budget;
#[cfg(feature = "reader")]
pub mod build;
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
pub mod expand;
pub mod file;
pub mod grammar;
pub mod graph;
#[cfg(feature = "reader")]
pub mod lower;
pub mod nearest;
pub mod number;
pub mod op;
pub mod plan;
#[cfg(feature = "reader")]
pub mod read;
pub mod shape;
#[cfg(feature = "reader")]
pub mod spec;
#[cfg(feature = "codegen")]
mod tokens;
pub mod tree;
pub mod value;

#[cfg(feature = "reader")]
pub use compile::{compile, compile_file, compile_text};
#[cfg(feature = "reader")]
pub use compiled::Compiled;
pub use value::{dtype, precision, preprocess};
