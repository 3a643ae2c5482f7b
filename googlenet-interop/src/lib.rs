//! Networks in the formats of other programs.
//!
//! A folder a format: [`onnx`] writes ONNX files from the portable graph and the layers' weights, [`caffe`] makes a
//! description and weights of Caffe's files. Formats take bytes and give the caller bytes, a text or a stream; they open no
//! files.
#![forbid(unsafe_code)]

pub mod caffe;
pub mod onnx;
