//! Export of networks as ONNX files.
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
//! A file has one input, `input`, in NCHW: batch, channels, height, width. Each layer is a node whose name is the
//! layer's path, and a tensor of the same name holds the layer's result: maps in NCHW, vectors as batch x features. For
//! a layer that takes several nodes, the first one with the layer's operator (`Conv` of a convolution) has the path as
//! its name, and the others are called `PATH/…`. Weights are constants with the names that weight files use:
//! `PATH.kernel`.
//!
//! Paths contain no `/`, so that these names cannot collide. The exception is a layer called `input`: its node keeps
//! the name, and its result is called `input/result`.

mod batch;
mod builder;
mod error;
mod flatten;
mod graph;
mod names;
mod node;
mod op;
mod order;
mod pads;
pub mod proto;
mod site;
mod tensor;
mod types;
mod write;

pub use batch::Batch;
pub use error::Error;
pub use names::{INPUT, tensor_name};

use googlenet_dsl::graph::Graph;
use googlenet_runtime::Layer;
use proto::{GraphProto, ModelProto, OperatorSetIdProto};
use std::io::{self, Write};
use tensor::Tensor;

/// Version of ONNX's operator set that files use. Version 17 is of 2022, the newest that all common runtimes support.
pub const OPSET: i64 = 17;
/// Version of the file format (IR version) that belongs to operator set 17.
pub const IR_VERSION: i64 = 8;
/// Largest size of a file in bytes: protobuf readers keep sizes as signed 32-bit integers.
pub const MAX_BYTES: u64 = i32::MAX as u64;

/// A network translated to ONNX, without the values of its weights, which are read from the layers when the file is
/// written.
#[derive(Debug)]
pub struct Model {
    /// The model message without its graph.
    outer: ModelProto,
    /// The graph message without its constants.
    body: GraphProto,
    tensors: Vec<Tensor>,
    len: u64,
}

impl Model {
    /// Translates a network; `batch` is the batch size of the file's input and output.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if the file would be larger than [`MAX_BYTES`].
    pub fn new(graph: &Graph, batch: Batch) -> Result<Model, Error> {
        let (body, tensors) = graph::build(graph, batch);
        let outer = ModelProto {
            ir_version: Some(IR_VERSION),
            producer_name: Some("googlenet".into()),
            producer_version: Some(env!("CARGO_PKG_VERSION").into()),
            opset_import: vec![OperatorSetIdProto {
                domain: Some(String::new()),
                version: Some(OPSET),
            }],
            ..ModelProto::default()
        };
        let len = write::len(&outer, &body, &tensors);
        if len > MAX_BYTES {
            return Err(Error::TooLarge { bytes: len });
        }
        Ok(Model {
            outer,
            body,
            tensors,
            len,
        })
    }

    /// Returns the size of the file in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Returns `false`, as a file always has a header.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Writes the file in pieces of a few MiB at most, without a copy of all weights.
    ///
    /// # Errors
    /// Writing to `to` fails.
    ///
    /// # Panics
    /// `layers` are not the layers of the graph ([`Network::layers`](googlenet_runtime::Network::layers)).
    pub fn write(&self, layers: &[&Layer], to: &mut dyn Write) -> io::Result<()> {
        write::write(&self.outer, &self.body, &self.tensors, layers, to)
    }
}
