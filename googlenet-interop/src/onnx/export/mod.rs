//! Export of networks: a graph becomes the messages of an ONNX file, and the weights of its layers the constants.

mod batch;
mod builder;
mod error;
mod flatten;
mod graph;
mod metadata;
mod node;
mod op;
mod order;
mod pads;
mod quantized;
mod site;
mod tensor;
mod types;
mod write;

pub use batch::Batch;
pub use error::Error;
pub use metadata::Metadata;

use crate::onnx::proto::{GraphProto, ModelProto, OperatorSetIdProto};
use googlenet_dsl::graph::Graph;
use googlenet_runtime::Layer;
use googlenet_runtime::quantize::Quantized;
use std::io::{self, Write};
use tensor::Tensor;

/// Version of ONNX's operator set that files use: that of ONNX 1.12 (2022).
pub const OPSET: i64 = 17;
/// Version of ONNX's file format (IR version) that files have: that of ONNX 1.12, the release with operator set 17.
pub const IR_VERSION: i64 = 8;
/// Largest size of a file in bytes: protobuf readers keep sizes as signed 32-bit integers.
pub const MAX_BYTES: u64 = i32::MAX as u64;

/// A network translated to ONNX, without the values of its weights: [`Model::write`] reads them from the layers.
#[derive(Debug)]
pub struct Model {
    /// The model message without its graph.
    outer: ModelProto,
    /// The graph message without its constants.
    body: GraphProto,
    /// The constants of the graph (weights without their values, and further numbers), in the order in which they are
    /// written.
    tensors: Vec<Tensor>,
    /// Size of the file in bytes.
    len: u64,
    has_values: bool,
}

impl Model {
    /// Translates the network of inference; heads that exist only in training are left out. `batch` is the batch size
    /// of the file's input, outputs and intermediate results.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if the file would be larger than [`MAX_BYTES`].
    pub fn new(graph: &Graph, batch: Batch) -> Result<Model, Error> {
        Model::with_metadata(graph, batch, &Metadata::default())
    }

    /// Translates a network as [`Model::new`] does, into a file with class names and preprocessing.
    ///
    /// # Errors
    /// [`Error::TooLarge`] as for [`Model::new`], [`Error::Labels`] and [`Error::Preprocess`] if the metadata does not
    /// fit the network.
    pub fn with_metadata(graph: &Graph, batch: Batch, metadata: &Metadata) -> Result<Model, Error> {
        Model::of(graph, batch, metadata, None)
    }

    /// Translates the quantised form of a network to a model with all its values in the form that ONNX calls QDQ: weights
    /// are 8-bit integers with a `DequantizeLinear` for each output channel, biases 32-bit ones, and behind each operation
    /// whose result sessions store as integers stand `QuantizeLinear` and `DequantizeLinear`. Results within a step have none
    /// of these, and what stays in `f32` is as [`Model::with_metadata`] has it. [`Model::write`] reads no layers then.
    ///
    /// # Errors
    /// Those of [`Model::with_metadata`], and [`Error::Quantized`] if [`Quantized::check`] fails, weights are missing, or
    /// the scale of a bias is no normal number.
    pub fn quantized(
        graph: &Graph,
        batch: Batch,
        metadata: &Metadata,
        quantized: &Quantized,
    ) -> Result<Model, Error> {
        let checked = quantized.check(graph);
        checked.map_err(|error| Error::Quantized {
            reason: error.to_string(),
        })?;
        quantized::check_biases(graph, quantized)?;
        Model::of(graph, batch, metadata, Some(quantized))
    }

    fn of(
        graph: &Graph,
        batch: Batch,
        metadata: &Metadata,
        quantized: Option<&Quantized>,
    ) -> Result<Model, Error> {
        metadata.check(graph)?;
        let (mut body, tensors) = graph::build(graph, batch, quantized);
        if metadata.is_image() {
            let input = body.input[0].r#type.as_mut();
            input.expect("the input has a type").denotation = Some("IMAGE".into());
        }
        let outer = ModelProto {
            ir_version: Some(IR_VERSION),
            producer_name: Some("googlenet".into()),
            producer_version: Some(env!("CARGO_PKG_VERSION").into()),
            opset_import: vec![OperatorSetIdProto {
                domain: Some(String::new()),
                version: Some(OPSET),
            }],
            metadata_props: metadata.entries(),
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
            has_values: quantized.is_some(),
        })
    }

    /// Returns whether the model has all its values, so that [`Model::write`] reads no layers: whether it is that of
    /// [`Model::quantized`].
    pub fn has_values(&self) -> bool {
        self.has_values
    }

    /// Returns the size in bytes of the file that [`Model::write`] writes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Returns `false`: no file is empty.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Writes the file. Weights are reordered and written a few MiB at a time, so that no copy of all of them is made.
    /// `layers` are those of [`Network::layers`](googlenet_runtime::Network::layers), from which the values are read.
    ///
    /// # Errors
    /// Writing to `to` fails.
    ///
    /// # Panics
    /// `layers` lack a weight of the graph, or a weight has another number of values than the graph says.
    pub fn write(&self, layers: &[&Layer], to: &mut dyn Write) -> io::Result<()> {
        write::write(&self.outer, &self.body, &self.tensors, layers, to)
    }
}
