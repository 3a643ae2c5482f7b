//! Readers and writers for the network formats of other programs, one folder per format.
//!
//! [`onnx`] writes ONNX files from the portable graph and the weights of the layers, [`caffe`] turns Caffe's two files
//! into a description and weights, and [`npy`] reads and writes NumPy arrays. Below the formats lie the modules that
//! they share: `import` (the stages of all importers), `description` (descriptions as a tree and as text), `order`
//! (orders of flattened maps) and `wire` (container formats).
//!
//! Formats take bytes, and return bytes or text or write to a stream. Only [`npy::read`] and
//! [`caffe::Imported::save_weights`] take a path and open a file.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
#![forbid(unsafe_code)]

pub mod caffe;
mod description;
mod import;
pub mod npy;
pub mod onnx;
mod order;
mod wire;
