//! Networks in the formats of other programs.
//!
//! A folder a format: [`onnx`] writes ONNX files. Formats read the portable graph and the layers' weights, and give
//! the caller bytes or a stream; they open no files.
#![forbid(unsafe_code)]

pub mod onnx;
