//! Networks in the formats of other programs.
//!
//! A folder a format: [`onnx`] writes ONNX files from the portable graph and the layers' weights, [`caffe`] makes a
//! description and weights of Caffe's files, [`npy`] reads and writes the arrays of NumPy. Below them lie what all importers
//! share (`import`), descriptions as text, the order of flattened maps, and containers (`wire`). Formats take bytes and give the caller bytes, a text or a stream; they open no
//! files but [`npy::read`].
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
#![forbid(unsafe_code)]

pub mod caffe;
mod description;
mod import;
pub mod npy;
pub mod onnx;
mod order;
mod wire;
