//! Import of networks: an ONNX file becomes a description and weights in this project's order.
//!
//! The stages are the submodules, called by `stages` in this order: `file` (bytes to a model, field by field), `graph`
//! (names to values, nodes in order), `input` (which input the images are), `lower` (nodes to items, with constants
//! computed and axes followed), `pass` (items to steps), `labels` (class names), `metadata` (conversion of images) and
//! `weights` (constants as the tensors of the import). The stages after these do not depend on the format and lie in
//! `crate::import`.
//!
//! Values of tensors stay in the bytes of the file. Only data that a file keeps outside of itself is read, from files
//! in the folder that [`Options::folder`] names.

mod constant;
mod error;
mod file;
mod graph;
mod input;
mod labels;
mod lower;
mod metadata;
mod names;
mod options;
mod stages;
mod view;

pub use crate::items::Refusal;
pub use error::ImportError;
pub use options::Options;
pub(crate) use stages::import_file;
pub use stages::{LABELS, import};
