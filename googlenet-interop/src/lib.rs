//! Readers and writers for the file formats of other programs, one folder per format.
//!
//! [`open()`] opens a model in any format that can be imported, which it tells by the content: its description, the
//! compiled network, its weights and a report. [`onnx`] imports ONNX files, and writes them from a network's graph and
//! the weights of its layers. [`caffe`] imports Caffe's networks, a prototxt and a weight file. [`keras`] has the
//! errors of files of Keras, which [`open()`] imports. [`npy`] and [`npz`] read and write NumPy arrays of a network's
//! inputs and results, alone and in archives. [`open_weights()`] opens files of weights alone, whose tensors have
//! names: safetensors of any program, files of PyTorch, Keras and TensorFlow.js, and archives of NumPy arrays.
//!
//! With the feature `train`, [`datasets`](https://docs.rs/googlenet-interop/latest/googlenet_interop/datasets/) opens
//! images with labels for training, in any format.
//!
//! Below the formats lie the modules that they share: `import` (the stages from an imported network to its description
//! and weights), `description` (descriptions as a tree and as text), `order` (in which order a format and this project
//! have the features of a flattened map) and `wire` (the encoding of files: protobuf, zip archives).
//!
//! Functions take and return data in memory, or use a stream of the caller. Only [`npy::read`] and
//! [`caffe::Imported::save_weights`] take a path and open a file, and [`onnx::import`] and [`open_weights()`] read
//! what a model keeps in other files, from the folder that they are given.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
#![forbid(unsafe_code)]

pub mod caffe;
#[cfg(feature = "train")]
pub mod datasets;
mod description;
mod hdf5;
mod import;
mod items;
pub mod keras;
mod names;
pub mod npy;
pub mod npz;
pub mod onnx;
mod open;
mod order;
mod pytorch;
mod tensors;
mod weights;
mod wire;

pub use import::{QuantizedImport, QuantizedImportError, Table};
pub use names::Convention;
pub use open::{Format, ModelFile, OpenError, OpenOptions, Opened, Part, Report, open, open_files};
pub use tensors::Element;
pub use weights::{
    LeftOver, NamedWeights, PairError, PairOptions, PairReport, PairRule, Paired, PassedOver,
    WeightFile, WeightFormat, WeightsError, has_own_names, open_weights, pair_part, pair_weights,
    reads_weights,
};
