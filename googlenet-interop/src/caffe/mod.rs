//! Import of networks from Caffe: a prototxt (the network as text) and its weight file (the caffemodel) become a
//! description and weights in this project's order.
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
//! The stages are the submodules, called by `import` in this order: `prototxt` (text to a checked tree), `net` (the
//! list of layers and their phases), `graph` (connections between layers; data layers, losses and heads), `caffemodel`
//! (layers of the weight file with their blobs), `channels` (channels of the input), `lower` (Caffe's layers to this
//! project's operations), `weights` (blobs as the tensors of the import) and `preprocess` (preparation of images). The
//! stages after these, from the lowered steps to the description and its weights, do not depend on the format and lie
//! in `crate::import`. `types` has the types of layers that can be imported. Files that the prototxt names (means,
//! databases) are never opened; the content of a mean file is read by [`Mean::read`].
//!
//! Geometry, formulas and layouts are those of BVLC Caffe 1.0. A blob of images or maps has the axes N, C, H, W. Caffe
//! flattens a map in the order channels, height, width, this project in the order height, width, channels, so the rows
//! of dense kernels behind a flattened map are reordered.

mod caffemodel;
mod channels;
mod error;
mod graph;
mod import;
mod lower;
mod mean;
mod net;
mod options;
mod preprocess;
pub mod proto;
mod prototxt;
mod types;
mod weights;

pub use crate::import::{Imported, Mistake, Table, TransformParam};
pub use error::{Error, Misfit};
pub use googlenet_dsl::value::Color;
pub use import::{import, import_network};
pub use mean::Mean;
pub use options::Options;
pub use prototxt::MAX_BYTES as MAX_PROTOTXT_BYTES;
