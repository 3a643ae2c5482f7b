//! Serialisation of an ONNX file, constant by constant.
//!
//! A nested protobuf message is written as key, length and bytes. The lengths are computed first, so that the values of
//! the constants are written directly from the layers without a copy of the whole file in between. The result is the
//! encoding of a `ModelProto` whose graph has its constants last.

use super::tensor::Tensor;
use crate::onnx::proto::{GraphProto, ModelProto};
use crate::wire::protobuf::{frame, framed};
use googlenet_runtime::Layer;
use prost::Message;
use std::io::{self, Write};

/// Field number of `ModelProto.graph`. The tests check this and the two numbers below: they decode files with the
/// generated code.
const MODEL_GRAPH: u32 = 7;
/// Field number of `GraphProto.initializer`.
const GRAPH_INITIALIZER: u32 = 5;
/// Field number of `TensorProto.raw_data`.
const TENSOR_RAW_DATA: u32 = 9;

/// Returns the size in bytes of the file that [`write`] writes.
pub(super) fn len(outer: &ModelProto, body: &GraphProto, tensors: &[Tensor]) -> u64 {
    outer.encoded_len() as u64 + framed(MODEL_GRAPH, graph_len(body, tensors))
}

/// Writes the file from the model message without its graph (`outer`), the graph message without its constants
/// (`body`), and the constants (`tensors`), whose weights are read from `layers`.
pub(super) fn write(
    outer: &ModelProto,
    body: &GraphProto,
    tensors: &[Tensor],
    layers: &[&Layer],
    to: &mut dyn Write,
) -> io::Result<()> {
    to.write_all(&outer.encode_to_vec())?;
    frame(MODEL_GRAPH, graph_len(body, tensors), to)?;
    to.write_all(&body.encode_to_vec())?;
    for tensor in tensors {
        frame(GRAPH_INITIALIZER, tensor_len(tensor), to)?;
        to.write_all(&tensor.head().encode_to_vec())?;
        frame(TENSOR_RAW_DATA, tensor.bytes(), to)?;
        tensor.write(layers, to)?;
    }
    Ok(())
}

/// Returns the size in bytes of the graph message with its constants.
fn graph_len(body: &GraphProto, tensors: &[Tensor]) -> u64 {
    let constants = tensors
        .iter()
        .map(|tensor| framed(GRAPH_INITIALIZER, tensor_len(tensor)));
    body.encoded_len() as u64 + constants.sum::<u64>()
}

/// Returns the size in bytes of a constant's message with its values.
fn tensor_len(tensor: &Tensor) -> u64 {
    tensor.head().encoded_len() as u64 + framed(TENSOR_RAW_DATA, tensor.bytes())
}
