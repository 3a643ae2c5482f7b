//! Compiler for declarative descriptions of convolutional networks.
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod grammar;
pub mod graph;
pub mod op;
pub mod plan;
pub mod shape;
pub mod tree;
