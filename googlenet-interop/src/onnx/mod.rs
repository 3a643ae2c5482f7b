//! Networks as ONNX files.
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
//! A file has one input, `input`, which is NCHW: batch, channels, height, width. Each layer is a node under the layer's
//! path, whose result, a tensor of the same name, holds what the layer's result does: maps NCHW, vectors batch x
//! features. Where a layer takes more than one node the others are `PATH/…`, and the one that bears the path is the
//! first that has its operator's name (`Conv` of a convolution). Weights are constants under the names that weight
//! files have: `PATH.kernel`.
//!
//! Paths hold no `/`, so that these names never meet. One name can: a layer called `input` keeps it for its node, and
//! its result is `input/result`.

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

/// The version of the standard operators that files use: of 2022, the newest that all widespread readers know.
pub const OPSET: i64 = 17;
/// The version of the file format that came with it.
pub const IR_VERSION: i64 = 8;
/// Readers keep sizes in 32 signed bits: so many bytes a file may have.
pub const MAX_BYTES: u64 = i32::MAX as u64;

/// A network as ONNX has it, without the values of its weights: these are read from the layers while it is written.
#[derive(Debug)]
pub struct Model {
    /// The file without its graph.
    outer: ModelProto,
    /// The graph without its constants.
    body: GraphProto,
    tensors: Vec<Tensor>,
    len: u64,
}

impl Model {
    /// Translates a network.
    ///
    /// # Errors
    /// The file would be larger than [`MAX_BYTES`].
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

    /// The size of the file in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// A file always has its header.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Writes the file, in pieces of a few MiB at most: the weights are not copied as a whole.
    ///
    /// # Errors
    /// `to` reports one.
    ///
    /// # Panics
    /// `layers` are not those of the graph ([`Network::layers`](googlenet_runtime::Network::layers)).
    pub fn write(&self, layers: &[&Layer], to: &mut dyn Write) -> io::Result<()> {
        write::write(&self.outer, &self.body, &self.tensors, layers, to)
    }
}
