//! Networks from Caffe: a prototxt with its weight file becomes a description and weights in our order.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use googlenet_interop::caffe::{self, Options};
//!
//! let prototxt = std::fs::read("deploy.prototxt")?;
//! let weights = std::fs::read("bvlc_googlenet.caffemodel")?;
//! let imported = caffe::import("deploy.prototxt", &prototxt, &weights, &Options::default())?;
//! std::fs::write("googlenet.yaml", imported.spec())?;
//! imported.save("googlenet.safetensors".as_ref())?;
//! # Ok(())
//! # }
//! ```
//!
//! The stages are the folders: `prototxt` (text to a checked tree), `net` (the list of layers, phases), `graph` (who reads
//! whom; data, losses, heads), `caffemodel` (layers with their blobs), `lower` (Caffe's layers as our operations), and
//! `weights` (blobs as the tensors that steps ask for); all behind them is that of all importers. What a file says of other
//! files is never followed.
//!
//! Geometry, formulas and layouts are those of BVLC Caffe 1.0. Blobs are N, C, H, W there; what is flattened is in the
//! order channels, height, width, which the rows of dense kernels are brought out of.

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
