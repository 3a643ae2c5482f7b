//! Import of networks from Caffe: a prototxt and its weight file become a description and weights in this project's
//! order.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use googlenet_interop::caffe::{self, Options};
//!
//! let prototxt = std::fs::read("deploy.prototxt")?;
//! let weights = std::fs::read("bvlc_googlenet.caffemodel")?;
//! let imported = caffe::import("deploy.prototxt", &prototxt, &weights, &Options::default())?;
//! std::fs::write("googlenet.yaml", imported.spec())?;
//! imported.save_weights("googlenet.safetensors".as_ref())?;
//! # Ok(())
//! # }
//! ```
//!
//! The stages are the submodules: `prototxt` (text to a checked tree), `net` (the list of layers and their phases),
//! `graph` (connections between layers; data layers, losses and heads), `caffemodel` (layers with their blobs), `lower`
//! (Caffe's layers to this project's operations), and `weights` (blobs as the tensors of the import). The further
//! stages are those of all importers. Paths in the files are never opened.
//!
//! Geometry, formulas and layouts are those of BVLC Caffe 1.0. A blob has the axes N, C, H, W. A flattened map is in
//! the order channels, height, width, from which the rows of dense kernels are reordered.

mod caffemodel;
mod channels;
mod error;
mod graph;
mod import;
mod lower;
mod net;
mod options;
mod preprocess;
pub mod proto;
mod prototxt;
mod weights;

pub use crate::import::{Imported, Mistake};
pub use error::{Error, Misfit};
pub use googlenet_dsl::value::Color;
pub use import::import;
pub use options::{Options, TransformParam};
pub use prototxt::MAX_BYTES as MAX_PROTOTXT_BYTES;
