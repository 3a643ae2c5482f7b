//! Files of Keras: HDF5 files, archives, and models of TensorFlow.js.
//!
//! The stages of an import are called by `import` in this order: `config` (the architecture's JSON, of all
//! generations), `graph` (models in models written out, calls in order), `weights` (the variables of each layer),
//! `lower` (layers to items) and the passes of `crate::items`. The stages after these do not depend on the format and
//! lie in `crate::import`. Nothing of a file is executed: layers of Python code are refused.

mod config;
mod container;
mod error;
mod file;
mod graph;
mod import;
mod lower;
mod options;
mod variables;
mod weights;

pub(crate) use container::{VARIABLES, read};
pub use error::{Error, Misfit};
pub(crate) use file::{KerasFile, Variables};
pub(crate) use import::import;
pub(crate) use options::Options;
