//! Export of networks as ONNX files, and import of networks from them.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let network: &dyn googlenet_runtime::Network = unimplemented!();
//! use googlenet_interop::onnx::{Batch, Model};
//!
//! let model = Model::new(&network.graph(), Batch::Any)?;
//! let mut file = std::io::BufWriter::new(std::fs::File::create("network.onnx")?);
//! model.write(&network.layers(), &mut file)?;
//! # Ok(())
//! # }
//! ```
//!
//! A file has one input, `input`, in NCHW: batch, channels, height, width. Each further layer is a node with the
//! layer's path as its name; a tensor of the same name holds the layer's result, a map in NCHW or a vector as batch x
//! features. For a layer that takes several nodes, the one with the layer's main operator (`Conv` of a convolution) has
//! the path as its name, and the others are called `PATH/…`. Weights are constants with the names that weight files
//! use: `PATH.kernel`.
//!
//! [`Model::with_metadata`] adds the names of the classes and the conversion of images, which the caller passes: no
//! other file is read.
//!
//! Paths contain no `/`, so that these names cannot collide. The exception is a layer called `input`: its node keeps
//! the name, and its result is called `input/result`.
//!
//! [`import`] reads a file back, or that of another program:
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use googlenet_interop::onnx::{self, Options};
//!
//! let bytes = std::fs::read("model.onnx")?;
//! let imported = onnx::import(&bytes, &Options::default())?;
//! std::fs::write("model.yaml", imported.spec())?;
//! imported.save_weights("model.safetensors".as_ref())?;
//! # Ok(())
//! # }
//! ```

mod export;
mod importer;
mod keys;
mod names;
pub mod proto;

pub use crate::import::{Imported, QuantizedImport, QuantizedImportError, Table, TransformParam};
pub use export::{Batch, Error, IR_VERSION, MAX_BYTES, Metadata, Model, OPSET};
pub(crate) use importer::import_file;
pub use importer::{ImportError, LABELS, Options, Refusal, import};
pub use keys::{NAMES, PREPROCESS};
pub use names::{INPUT, tensor_name};
